"""Mutated entries, from golden ones and the table of kinds: one seed, one sequence.

Some are changed as bytes, most as values: a type changed, a key dropped, a value wrapped, a form
swapped for another, an entry of another kind filled by the tables.
"""

import copy
import random
import re

from entry_json import alternatives
from read_entry import NotAnEntry, check_entry, decode, encode

MAX_BYTES = 65536
NEEDED = ("v", "n", "t", "by", "k")
LAST_CLOCK = 7258118400000 << 16
NUMBERS = [0, 1, 2, 64, 65, 127, 128, 255, 256, 65535, 65536, (1 << 32) - 1, 1 << 32,
           LAST_CLOCK - 1, LAST_CLOCK, (1 << 63) - 1, 1 << 63, (1 << 64) - 1,
           -1, -32, -33, -128, -129, -32769, -(1 << 31) - 1, -(1 << 63)]
DAYS = ["1975", "1975-05", "1975-05-19", "2024-02-29", "2023-02-29", "1900", "1899-12-31",
        "2199-12-31", "2200", "2024-00", "2024-13", "2024-1-01", "2024-01-00", "2024-04-31",
        "2024-02-15 ", "+2024", "\u0662\u0660\u0662\u0664", "2024-02-15T01:00:00.000Z#0",
        "2199-12-31T23:59:59.999Z#65535", "2024-02-15T01:00:00.000Z#00",
        "2024-02-15T24:00:00.000Z#0", "2024-02-15T01:00:00.000Z#65536"]
# What normal form C leaves alone and what it changes, control characters and their neighbours.
LETTERS = ["a", "Z", "0", "7", "f", " ", '"', "\\", "/", "$", "đ", "ạ", "ệ", "Ử",
           "a\u0302\u0323", "e\u0323\u0302", "o\u031b\u0301", "\u0300", "\u0344", "\u0340",
           "\u212b", "\u1e9b\u0323", "\u1100\u1161\u11a8", "\uac00\u11a8", "\u0958",
           "\u0b47\u0b3e", "\u2126", "\ufb1d", "\U0001d15e", "\U00011099\U000110ba",
           "\u0f71\u0f72", "\u0315\u0300", "\uf900", "漢", "😀", "\0", "\x01", "\x08", "\t", "\n",
           "\f", "\r", "\x1f", "\x7f", "\x80", "\x85", "\x9f", "\xa0", "\xad", "\u200b", "\u200f",
           "\u2027", "\u2028", "\u2029", "\u202a", "\u202e", "\u202f", "\u2065", "\u2066",
           "\u2069", "\u206a", "\ufeff", "\ufffd", "\ufffe", "\U0010ffff"]
KEYS = ["$", "$as", "$bin", "$map", "$uint", "$hexmap", "", "zz", "a\0", "\0", "$a\0s", "đ", "on",
        "doc", "b", "id", "by", "was", "why", "pred", "unit", "text", "k\n", 40 * "k"]
LEADS = bytes(range(0x7E, 0xE2))


class Mutator:
    def __init__(self, kinds, golden, seed):
        self.random = random.Random(seed)
        self.kinds = kinds["kinds"]
        self.records = kinds["records"]
        self.words = kinds["words"]
        self.golden = golden
        self.values = [value for value in (entry_of(data, kinds) for data in golden) if value]

    def some(self, chance):
        return self.random.random() < chance

    def pick(self, *choices):
        return self.random.choice(choices)

    def next(self):
        """The bytes of the next mutated entry."""
        if self.some(0.15):
            return self.change_bytes(self.random.choice(self.golden))
        entry = self.filled() if self.some(0.4) else copy.deepcopy(self.random.choice(self.values))
        for _ in range(self.pick(0, 1, 1, 1, 1, 2, 2, 3, 6)):
            self.change(entry)
        data = encode(entry)
        return self.change_bytes(data) if self.some(0.05) else data

    # ---- Values by their forms --------------------------------------------------------------

    def text(self, most):
        """A text of about `most` bytes or fewer, seldom one that is not clean."""
        letters = LETTERS if self.some(0.2) else ["a", "b", " ", "0", "đ", "ệ"]
        length = self.pick(1, 5, most - 1, most, most + 1) if self.some(0.2) else min(most, 8)
        text = ""
        while len(text.encode("utf-8")) < length:
            text += self.random.choice(letters)
        return text

    def binary(self, size):
        """Bytes of a size; seldom of another, or the text that JSON has for them."""
        data = self.random.randbytes(size if self.some(0.95) else self.pick(0, 8, 15, 16, 17, 32))
        return data if self.some(0.97) else data.hex()

    def simple(self, form):
        name, argument = re.fullmatch(r"([a-z0-9]+)[ (]?([^)]*)\)?", form).groups()
        if name == "word":
            words = [word["id"] for word in self.words[argument]]
            return self.random.choice(words) if self.some(0.97) else self.text(8)
        if name in ("ref", "entry", "writer", "hash"):
            return self.binary({"writer": 8, "hash": 32}.get(name, 16))
        if name == "text":
            return self.text(int(argument))
        if name == "digits":
            size = int(self.random.choice(re.findall("[0-9]+", argument))) + self.some(0.03)
            return "".join(self.random.choices("0123456789", k=size))
        if name == "day":
            return self.random.choice(DAYS if self.some(0.1) else DAYS[:4])
        if name in ("uint", "clock"):
            return self.random.choice(NUMBERS if self.some(0.05) else NUMBERS[:18])
        return 0 if name == "0" else self.some(0.5)

    def value(self, form):
        form = self.random.choice(alternatives(form))
        if form.startswith("record "):
            return self.record(self.records[form[7:]])
        if form.startswith("map of word "):
            words, of = form[12:].split(" to ")
            return {self.simple("word " + words): self.value(of) for _ in range(self.pick(1, 2))}
        return self.simple(form)

    def field(self, field):
        if not field["many"]:
            return self.value(field["form"])
        most = field["many"] if self.some(0.02) else min(field["many"], 3)
        return [self.value(field["form"])
                for _ in range(self.random.randint(1, most) + self.some(0.01))]

    def record(self, fields):
        return {field["name"]: self.field(field) for field in fields
                if self.some(0.98 if field["need"] == "needed" else 0.3)}

    def old(self, field):
        """A value for `was`; half of them in conflict."""
        return [self.field(field) for _ in range(self.pick(1, 2))] \
            if self.some(0.5) else self.field(field)

    def filled(self):
        """An entry of any kind, nearly as its table wants it."""
        kind = self.random.choice(self.kinds)
        entry = copy.deepcopy(self.random.choice(self.values))
        frame = {key: entry[key] for key in NEEDED}
        entry = {**frame, "k": kind["name"], "b": self.record(kind["fields"])}
        around = {field["name"]: field for field in self.records["entry"]}
        if kind["effect"] in ("adds", "amends") or kind["effect"] == "states" and self.some(0.5):
            entry["id"] = self.binary(16)
        for key in ("on", "doc", "why"):
            if kind[key] == "must" or kind[key] == "may" and self.some(0.5):
                entry[key] = self.field(around[key])
        for key in ("ok", "src"):
            if self.some(0.1):
                entry[key] = self.field(around[key])
        if self.some(0.3):
            fields = self.random.sample(kind["fields"], self.pick(1, min(4, len(kind["fields"]))))
            entry["was"] = {field["name"]: self.old(field) for field in fields}
        return {key: item for key, item in entry.items() if item != {}}

    def any_value(self):
        """A value without regard to its place."""
        form = self.pick("uint", "bool", "text(24)", "digits(2, 3 or 5)", "day", "ref any", "hash",
                         "writer", "record decision", "record place", "odd", "old", "list")
        if form == "odd":
            return self.pick(None, "", b"", [0], {"a": 1}, *NUMBERS, *DAYS)
        if form == "old":
            return copy.deepcopy(self.random.choice(slots(self.random.choice(self.values)))).get()
        return [self.any_value()] if form == "list" else self.value(form)

    # ---- Changes of a value -----------------------------------------------------------------

    def change(self, entry):
        way = self.pick(self.replace, self.retype, self.retype, self.wrap, self.drop, self.add_key,
                        self.swap, self.put_field, self.put_field, self.put_around, self.rename)
        if self.some(0.003):
            way = self.grow
        way(entry, self.slot(entry))

    def slot(self, entry):
        """A place in the entry, seldom one without which it is none."""
        found = slots(entry) or [Slot({"": 0}, "")]
        inner = [slot for slot in found if slot.holder is not entry or slot.key not in NEEDED]
        return self.random.choice(inner if inner and self.some(0.8) else found)

    def replace(self, _entry, slot):
        slot.put(self.any_value())

    def retype(self, _entry, slot):
        """The same content in another type."""
        old = slot.get()
        if type(old) is bytes:
            old = self.pick(old.hex(), old.hex().upper(), old + b"\0", old[1:], list(old[:3]))
        elif type(old) is str:
            old = self.pick(old.encode("utf-8"), {old: 1}, old + self.random.choice(LETTERS),
                            old[:-1], "", self.random.randbytes(16).hex(), 120 * "x", 121 * "x")
        elif type(old) is int:
            old = self.pick(str(old), -(old % (1 << 63)), min(old + 1, (1 << 64) - 1), bool(old),
                            None)
        elif type(old) is list:
            old = self.pick(old[0] if old else None, old + old, old[::-1], {"a": old},
                            70 * old[:1])
        elif type(old) is dict:
            old = self.pick(0, None, "", list(old), list(old.values()))
        else:
            old = self.pick(0, 1, "", "false", b"", True)
        slot.put(old)

    def wrap(self, _entry, slot):
        """The value inside something else."""
        old = slot.get()
        key = self.pick("$as", "$as", "$map", "$bin", "$", "$hexmap", "a\0b", "text")
        slot.put(self.pick([old], [old], [[old]], [old, copy.deepcopy(old)], [{key: old}],
                           {key: old}, {key: old}, {key: {key: old}}, {key: [old]},
                           {key: old, "zz": 1}))
        for _ in range(self.pick(0, 0, 0, 0, 0, 0, 0, 4, 6)):
            slot.put([slot.get()])

    def drop(self, _entry, slot):
        slot.remove()

    def add_key(self, entry, _slot):
        maps = [entry] + [slot.get() for slot in slots(entry) if type(slot.get()) is dict]
        self.random.choice(maps)[self.random.choice(KEYS)] = self.any_value()

    def swap(self, entry, slot):
        other = self.slot(entry)
        mine, its = copy.deepcopy(slot.get()), copy.deepcopy(other.get())
        slot.put(its)
        other.put(mine)

    def put_field(self, entry, _slot):
        """A field of the kind, in the body or in `was`; seldom one of another kind."""
        kind = next((kind for kind in self.kinds if kind["name"] == entry.get("k")), None)
        if not kind or self.some(0.05):
            kind = self.random.choice(self.kinds)
        field = self.random.choice(kind["fields"])
        where = self.pick("b", "was")
        if type(entry.get(where)) is not dict:
            entry[where] = {}
        value = self.old(field) if where == "was" else self.field(field)
        if self.some(0.2):
            value = self.pick(None, [value], self.any_value())
        entry[where][field["name"]] = value

    def put_around(self, entry, _slot):
        """A key around the body, or none; or another kind."""
        field = self.random.choice(self.records["entry"])
        name = field["name"]
        if name == "k":
            entry[name] = self.random.choice(self.kinds)["name"] + self.pick("", "", "", "\0", "x")
        elif name == "was":
            entry.setdefault("was", {})
            if type(entry["was"]) is dict:
                entry["was"][self.pick("on", "doc")] = self.any_value()
        elif name == "set":
            number = entry.get("n", 0)
            entry[name] = [number - self.pick(0, 1, 2), self.pick(1, 2, 3, 64, 65)] \
                if type(number) is int and number > 2 else [0, 2]
        elif self.some(0.3):
            entry.pop(name, None)
        elif name == "v":
            entry[name] = self.pick(0, 1, 2)
        elif name == "pred":
            ids = {self.random.randbytes(16) for _ in range(self.pick(1, 2, 64, 65))}
            entry[name] = sorted(ids)
        elif name != "b":
            entry[name] = self.field(field)

    def rename(self, _entry, slot):
        slot.rename(self.random.choice(KEYS))

    def grow(self, entry, _slot):
        """As large as an entry can be, or a little less or more."""
        entry["zz"] = b""
        room = MAX_BYTES - len(encode(entry)) - 1
        if room > 1 << 9:
            entry["zz"] = bytes(room - self.pick(0, -1, -2, -3, -4, 1, 2, 3))

    # ---- Changes of bytes -------------------------------------------------------------------

    def change_bytes(self, data):
        for _ in range(self.pick(1, 1, 1, 2, 4)):
            at = self.random.randrange(len(data) + 1)
            byte = bytes([self.random.choice(LEADS) if self.some(0.5)
                          else self.random.randrange(256)])
            other = self.random.choice(self.golden)
            data = self.pick(data[:at] + byte + data[at:], data[:at] + byte + data[at + 1:],
                             data[:at] + byte + data[at + 1:], data[:at] + data[at + 1:],
                             data[:at], data + byte, data[:at] + other[at:],
                             data[:at] + data[at:at + 4] + data[at:])
        return data


class Slot:
    """Where a value stands in a list or map."""

    def __init__(self, holder, key):
        self.holder = holder
        self.key = key

    def get(self):
        return self.holder[self.key]

    def put(self, value):
        self.holder[self.key] = value

    def remove(self):
        del self.holder[self.key]

    def rename(self, key):
        if type(self.holder) is dict:
            self.holder[key] = self.holder.pop(self.key)


def slots(value):
    """All places in a value, its own not among them."""
    keys = range(len(value)) if type(value) is list else list(value)
    found = [Slot(value, key) for key in keys]
    for slot in list(found):
        if type(slot.get()) in (list, dict):
            found += slots(slot.get())
    return found


def entry_of(data, kinds):
    try:
        value = decode(data)
        check_entry(value, kinds)
    except NotAnEntry:
        return None
    return value
