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


def root_by(leaf_hash, at, size, path):
    """The root to which a path leads from leaf `at` of a tree of `size` leaves, by the definition of
    RFC 6962, 2.1: the last hash of the path stands beside the highest node. None: no such path."""
    if not 0 <= at < size or not path and size > 1 or path and size == 1:
        return None
    if size == 1:
        return leaf_hash
    left = 1 << (size - 1).bit_length() - 1  # leaves of the left subtree
    if at < left:
        below = root_by(leaf_hash, at, left, path[:-1])
        return below and node(below, path[-1])
    below = root_by(leaf_hash, at - left, size - left, path[:-1])
    return below and node(path[-1], below)


def root_of(leaves):
    tree = Tree()
    for one in leaves:
        tree.add(one)
    return tree.root()
