"""Small pictures made of nothing but code."""

import struct
import zlib
from collections.abc import Sequence

WIDTH = 640
STRIPE_HEIGHT = 80


def striped_png(stripes: Sequence[str]) -> bytes:
    """Give a PNG file of horizontal stripes in these colours (`#rrggbb`), from top to bottom."""
    rows = b"".join((b"\0" + bytes.fromhex(colour.removeprefix("#")) * WIDTH) * STRIPE_HEIGHT for colour in stripes)
    header = struct.pack(">IIBBBBB", WIDTH, STRIPE_HEIGHT * len(stripes), 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
