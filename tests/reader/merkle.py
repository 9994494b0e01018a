"""The tree of RFC 6962 over a log: salts, leaves, peaks, roots (schema/trust.md, Log and tree)."""

import hashlib

EMPTY = hashlib.sha256(b"").digest()


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def salt(seed, number):
    return sha256(b"\x02", seed, number.to_bytes(8, "big"))[:16]


def leaf(data, salted=b""):
    return sha256(b"\x00", salted, data)


def node(left, right):
    return sha256(b"\x01", left, right)


class Tree:
    """A tree that grows at its end, known by its size and peaks."""

    def __init__(self, size=0, peaks=()):
        self.size = size
        self.peaks = list(peaks)

    def is_sound(self):
        return len(self.peaks) == bin(self.size).count("1")

    def add(self, one):
        size = self.size
        while size & 1:
            one = node(self.peaks.pop(), one)
            size >>= 1
        self.peaks.append(one)
        self.size += 1

    def root(self):
        if not self.peaks:
            return EMPTY
        result = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            result = node(peak, result)
        return result


def root_of(leaves):
    tree = Tree()
    for one in leaves:
        tree.add(one)
    return tree.root()
