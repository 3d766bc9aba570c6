"""How much memory a process took."""

import re
from pathlib import Path


def peak_memory() -> int:
    """Give the most megabytes that this program ever held.

    It is the kernel's count for it alone; that of getrusage begins with the process that started it.
    """
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.findall(r"^VmHWM:\s*(\d+) kB", status, re.MULTILINE)[0]) // 1024
