"""The canonical form of msgpack that entries have: bytes to values and back."""

import struct

MAX_BYTES = 65536
MAX_DEPTH = 8


class NotAnEntry(ValueError):
    """These bytes are no entry. `rule` names the rule of the page that they break."""

    def __init__(self, rule, reason):
        super().__init__(f"{rule}: {reason}")
        self.rule = rule


# ---- Bytes: the canonical form, and its value ----------------------------------------------

class Parser:
    """Reads one msgpack value and refuses what is not canonical.

    nil, boolean, integer, string, binary, list, map: None, bool, int, str, bytes, list, dict.
    """

    def __init__(self, data):
        self.data = data
        self.at = 0

    def take(self, count):
        if self.at + count > len(self.data):
            raise NotAnEntry("truncated", f"the value ends after byte {len(self.data)}")
        piece = self.data[self.at:self.at + count]
        self.at += count
        return piece

    def number(self, size, signed=False):
        return int.from_bytes(self.take(size), "big", signed=signed)

    def length(self, size, least):
        length = self.number(size)
        if length < least:
            raise NotAnEntry("rule 3", f"length {length} in {8 * size} bits")
        return length

    def value(self, depth):
        """The next value, lying in `depth` lists and maps."""
        lead = self.number(1)
        if lead <= 0x7F:
            return lead
        if lead <= 0x8F:
            return self.map(lead & 0x0F, depth + 1)
        if lead <= 0x9F:
            return self.list(lead & 0x0F, depth + 1)
        if lead <= 0xBF:
            return self.string(lead & 0x1F)
        if lead >= 0xE0:
            return lead - 256
        if lead in SIMPLE:
            return SIMPLE[lead]
        if lead not in SIZED:
            raise NotAnEntry("rule 1", f"type {lead:02x}")
        what, size, least = SIZED[lead]
        return what(self, size, least, depth)

    def unsigned(self, size, least, _depth):
        value = self.number(size)
        if value < least:
            raise NotAnEntry("rule 2", f"{value} in {8 * size} bits")
        return value

    def negative(self, size, most, _depth):
        value = self.number(size, signed=True)
        if value > most:
            raise NotAnEntry("rule 2", f"{value} in a signed form of {8 * size} bits")
        return value

    def long_string(self, size, least, _depth):
        return self.string(self.length(size, least))

    def long_binary(self, size, least, _depth):
        return self.take(self.length(size, least))

    def long_list(self, size, least, depth):
        return self.list(self.length(size, least), depth + 1)

    def long_map(self, size, least, depth):
        return self.map(self.length(size, least), depth + 1)

    def string(self, length):
        piece = self.take(length)
        try:
            return piece.decode("utf-8")
        except UnicodeDecodeError as error:
            raise NotAnEntry("rule 4", str(error)) from None

    def enter(self, length, depth, what):
        if depth > MAX_DEPTH:
            raise NotAnEntry("rule 6", f"a {what} {depth} deep")
        if length == 0:
            raise NotAnEntry("rule 7", f"an empty {what}")

    def list(self, length, depth):
        self.enter(length, depth, "list")
        return [self.value(depth) for _ in range(length)]

    def map(self, length, depth):
        self.enter(length, depth, "map")
        result, before = {}, b""
        for _ in range(length):
            start = self.at
            key = self.value(depth)
            if type(key) is not str:
                raise NotAnEntry("rule 5", f"key {key!r} is not a string")
            encoded = self.data[start:self.at]
            if encoded <= before:
                raise NotAnEntry("rule 5", f"key {key!r} is not sorted behind the key before it")
            before = encoded
            result[key] = self.value(depth)
        return result


SIMPLE = {0xC0: None, 0xC2: False, 0xC3: True}
SIZED = {
    0xC4: (Parser.long_binary, 1, 0),
    0xC5: (Parser.long_binary, 2, 1 << 8),
    0xC6: (Parser.long_binary, 4, 1 << 16),
    0xCC: (Parser.unsigned, 1, 1 << 7),
    0xCD: (Parser.unsigned, 2, 1 << 8),
    0xCE: (Parser.unsigned, 4, 1 << 16),
    0xCF: (Parser.unsigned, 8, 1 << 32),
    0xD0: (Parser.negative, 1, -(1 << 5) - 1),
    0xD1: (Parser.negative, 2, -(1 << 7) - 1),
    0xD2: (Parser.negative, 4, -(1 << 15) - 1),
    0xD3: (Parser.negative, 8, -(1 << 31) - 1),
    0xD9: (Parser.long_string, 1, 1 << 5),
    0xDA: (Parser.long_string, 2, 1 << 8),
    0xDB: (Parser.long_string, 4, 1 << 16),
    0xDC: (Parser.long_list, 2, 1 << 4),
    0xDD: (Parser.long_list, 4, 1 << 16),
    0xDE: (Parser.long_map, 2, 1 << 4),
    0xDF: (Parser.long_map, 4, 1 << 16),
}


def decode(data):
    """The value of canonical bytes; raises NotAnEntry for others."""
    if len(data) > MAX_BYTES:
        raise NotAnEntry("size", f"{len(data)} bytes")
    parser = Parser(data)
    value = parser.value(0)
    if parser.at != len(data):
        raise NotAnEntry("rule 8", f"{len(data) - parser.at} bytes follow behind the value")
    if type(value) is not dict:
        raise NotAnEntry("map", f"a {type(value).__name__} instead of a map")
    return value


def check_canonical(data):
    """Raises NotAnEntry unless the bytes are one map in canonical form."""
    decode(data)


# ---- The way back: only to show that the JSON is exact --------------------------------------

def head(length, short, limit, codes):
    if length < limit:
        return bytes([short | length])
    for code, size in codes:
        if length < 1 << 8 * size:
            return bytes([code]) + length.to_bytes(size, "big")
    raise ValueError("too long")


def encode_integer(value):
    if -32 <= value < 128:
        return struct.pack("b", value)
    low = 0xCC if value >= 0 else 0xD0
    for step, size in enumerate((1, 2, 4, 8)):
        bits = 8 * size - (value < 0)
        if -(1 << bits) <= value < 1 << bits:
            return bytes([low + step]) + value.to_bytes(size, "big", signed=value < 0)
    raise ValueError("no integer of 64 bits")


def encode(value):
    """The canonical bytes of a value."""
    kind = type(value)
    if value is None:
        return b"\xc0"
    if kind is bool:
        return b"\xc3" if value else b"\xc2"
    if kind is int:
        return encode_integer(value)
    if kind is str:
        data = value.encode("utf-8")
        return head(len(data), 0xA0, 32, ((0xD9, 1), (0xDA, 2), (0xDB, 4))) + data
    if kind is bytes:
        return head(len(value), 0, 0, ((0xC4, 1), (0xC5, 2), (0xC6, 4))) + value
    if kind is list:
        return head(len(value), 0x90, 16, ((0xDC, 2), (0xDD, 4))) + b"".join(map(encode, value))
    pairs = sorted((encode(key), encode(item)) for key, item in value.items())
    return head(len(pairs), 0x80, 16, ((0xDE, 2), (0xDF, 4))) + b"".join(k + v for k, v in pairs)
