"""Nobody listens in between: a server whose certificate nobody vouches for is not spoken to."""

import ssl
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
import requests
from pywikibot.comms import http
from pywikibot.exceptions import FatalServerError
from pywikibot.family import Family

from bot.wikis.client import NO_ANSWER

WIKIMEDIA = ("wikipedia", "meta", "commons", "wikidata", "wikisource", "wiktionary", "species", "incubator")


class Listener(BaseHTTPRequestHandler):
    """Notes what it is sent."""

    heard: list[str]

    def do_GET(self) -> None:
        self.heard.append(self.path)
        self.send_response(200)
        self.end_headers()

    do_POST = do_GET  # noqa: N815 - http.server's names


@pytest.fixture
def listener(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """Give the address of a server with a certificate that it made itself, and what it was sent."""
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = ("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost")
    subprocess.run(["openssl", *made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    heard: list[str] = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Listener,), {"heard": heard}))
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"https://localhost:{server.server_port}/api.php", heard
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_certificate_that_nobody_vouches_for_is_refused_before_anything_is_said(
    listener: tuple[str, list[str]],
) -> None:
    address, heard = listener
    with pytest.raises((FatalServerError, *NO_ANSWER)) as told:
        http.fetch(address, method="POST", data={"lgpassword": "secret"})
    assert "certificate" in str(told.value).lower()
    assert heard == []


def test_the_session_checks_certificates() -> None:
    assert isinstance(http.session, requests.Session)
    assert http.session.verify is True


@pytest.mark.parametrize("name", WIKIMEDIA)
def test_wikimedias_wikis_are_asked_over_tls_alone(name: str) -> None:
    family = Family.load(name)
    for code in family.langs:
        assert family.protocol(code) == "https"
        assert family.verify_SSL_certificate(code) is not False
