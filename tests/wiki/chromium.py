"""A real browser, driven by the W3C's WebDriver protocol (https://www.w3.org/TR/webdriver2/), which is plain HTTP."""

import base64
import json
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import requests

PATIENCE = 20
"""Seconds that an element may take to appear."""

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_ARGUMENTS = ("--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars")


class Chromium:
    """A window of Chromium, and what a person does in it; elements are found by CSS selectors."""

    def __init__(self, session: str) -> None:
        self._session = session
        self._ask("POST", "timeouts", {"implicit": PATIENCE * 1000})

    def open(self, address: str) -> None:
        self._ask("POST", "url", {"url": address})

    def click(self, selector: str) -> None:
        self._ask("POST", f"element/{self._find(selector)}/click", {})

    def write(self, selector: str, text: str) -> None:
        self._ask("POST", f"element/{self._find(selector)}/value", {"text": text})

    def text(self, selector: str = "body") -> str:
        """Give what a person sees of an element."""
        return str(self._ask("GET", f"element/{self._find(selector)}/text"))

    def value(self, selector: str) -> str:
        """Give what stands in a field."""
        return str(self._ask("GET", f"element/{self._find(selector)}/property/value"))

    def run(self, script: str) -> Any:
        """Give what a script returns."""
        return self._ask("POST", "execute/sync", {"script": script, "args": []})

    def rests_at(self, wanted: object, script: str) -> Any:
        """Give what a script returns once that is as wanted, or when patience ends: scripts go on after the loading."""
        ends = time.monotonic() + PATIENCE
        while (found := self.run(script)) != wanted and time.monotonic() < ends:
            time.sleep(0.2)
        return found

    def run_async(self, script: str) -> Any:
        """Give what a script hands to the function `done`."""
        return self._ask("POST", "execute/async", {"script": f"const done = arguments[0]; {script}", "args": []})

    def show_as(self, media: str) -> None:
        """Show pages as they are in `print` or on a `screen`."""
        self._ask("POST", "goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {"media": media}})

    def resize(self, width: int, height: int) -> None:
        """Make the page as large as on another device."""
        metrics = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._ask("POST", "goog/cdp/execute", {"cmd": "Emulation.setDeviceMetricsOverride", "params": metrics})

    def picture(self, path: Path) -> None:
        """Save what is in the window as a PNG file."""
        path.write_bytes(base64.b64decode(self._ask("GET", "screenshot")))

    def close(self) -> None:
        self._ask("DELETE", "")

    def _find(self, selector: str) -> str:
        found: dict[str, str] = self._ask("POST", "element", {"using": "css selector", "value": selector})
        return found[_ELEMENT]

    def _ask(self, method: str, what: str, values: dict[str, Any] | None = None) -> Any:
        return _ask(method, f"{self._session}/{what}".rstrip("/"), values)


@contextmanager
def chromium() -> Iterator[Chromium]:
    """Start a browser that nobody is logged in with, and end it."""
    driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE, text=True)
    try:
        address = f"http://127.0.0.1:{_port(driver)}"
        wanted = {"goog:chromeOptions": {"args": _ARGUMENTS}}
        session = _ask("POST", f"{address}/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
        window = Chromium(f"{address}/session/{session}")
        try:
            yield window
        finally:
            window.close()
    finally:
        driver.terminate()
        driver.communicate()


def _port(driver: "subprocess.Popen[str]") -> int:
    """Read from the driver where it listens."""
    assert driver.stdout
    for line in driver.stdout:
        if found := re.search(r"started successfully on port (\d+)", line):
            return int(found[1])
    raise AssertionError("chromedriver did not start")


def _ask(method: str, address: str, values: dict[str, Any] | None = None) -> Any:
    with requests.Session() as http:
        http.trust_env = False
        data = None if values is None else json.dumps(values)
        answer = http.request(method, address, data=data, timeout=120)
    value = answer.json()["value"]
    assert answer.ok, value["message"]
    return value
