"""One frame of RFC 8878 that fills its bytes, decoded by the stock `zstd` program.

The frame is walked here first, so that nothing that the page forbids reaches the decoder.
"""

import functools
import subprocess

MAGIC = b"\x28\xb5\x2f\xfd"
MAX_WINDOW = 1 << 20


class BadFrame(ValueError):
    """Not a frame that schema/trust.md allows."""


def read_header(data):
    """(size of the header, window, content size or None, has checksum)"""
    if data[:4] != MAGIC or len(data) < 6:
        raise BadFrame("no zstd frame")
    descriptor = data[4]
    single = bool(descriptor & 0x20)
    if descriptor & 0x03:
        raise BadFrame("a dictionary")
    if descriptor & 0x08:
        raise BadFrame("a reserved bit")
    at, window = 5, None
    if not single:
        base = 1 << (10 + (data[at] >> 3))
        window = base + base // 8 * (data[at] & 7)
        at += 1
    width = (1 if single else 0, 2, 4, 8)[descriptor >> 6]
    content = None
    if width:
        content = int.from_bytes(data[at:at + width], "little") + (256 if width == 2 else 0)
    return at + width, content if single else window, content, bool(descriptor & 0x04)


def end_of_blocks(data, at):
    while True:
        if at + 3 > len(data):
            raise BadFrame("the frame is cut short")
        block = int.from_bytes(data[at:at + 3], "little")
        kind = block >> 1 & 3
        if kind == 3:
            raise BadFrame("a reserved type of block")
        at += 3 + (1 if kind == 1 else block >> 3)
        if block & 1:
            return at


@functools.lru_cache(maxsize=None)
def decode(data, size):
    """The content of the frame, which must have `size` bytes."""
    at, window, content, checksum = read_header(data)
    if window > MAX_WINDOW:
        raise BadFrame(f"a window of {window} bytes")
    if content is not None and content != size:
        raise BadFrame(f"{content} bytes instead of {size}")
    if end_of_blocks(data, at) + (4 if checksum else 0) != len(data):
        raise BadFrame("something else than one frame")
    done = subprocess.run(["zstd", "-dcq", "-M1MiB"], input=data, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        raise BadFrame(done.stderr.decode("utf-8", "replace").strip())
    if len(done.stdout) != size:
        raise BadFrame(f"{len(done.stdout)} bytes instead of {size}")
    return done.stdout
