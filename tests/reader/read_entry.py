#!/usr/bin/env python3
"""A reader of entries, written from schema/entry.md and schema/kinds.json alone.

    read_entry.py schema/kinds.json FILE.mp ...

prints each entry as a line of JSON; what is held or at fault is said on standard error.
Exit 1 when the bytes of a file are no entry. canonical.py reads the bytes, entry_json.py writes
the JSON; what an entry must be is here.
"""

import datetime
import json
import re
import sys
import unicodedata

sys.dont_write_bytecode = True
from canonical import NotAnEntry, check_canonical, decode, encode  # noqa: E402,F401
from entry_json import BYTES_OF, alternatives, from_json, to_json  # noqa: E402,F401

FRAME = ("v", "n", "t", "by", "k", "id", "pred", "set")
SHORT_NAMES = {"k": 24, "by": 120}


# ---- Forms of values ------------------------------------------------------------------------

CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Findings:
    """What is wrong in an entry: `held` for want of knowledge, `faults` of content."""

    def __init__(self):
        self.held = []
        self.faults = []

    def fault(self, path, reason):
        self.faults.append(f"{path}: {reason}")

    def unknown(self, path, what):
        self.held.append(f"{path}: {what}")


def is_uint(value):
    return type(value) is int and value >= 0


def is_short(value, most):
    return type(value) is str and 1 <= len(value.encode("utf-8")) <= most


def is_text(value, most):
    return (is_short(value, most) and unicodedata.is_normalized("NFC", value)
            and not CONTROL.search(value))


def is_digits(value, lengths):
    return (type(value) is str and re.fullmatch("[0-9]+", value) is not None
            and str(len(value)) in lengths)


def is_day(value):
    if type(value) is not str or not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", value):
        return False
    year, month, day = (list(map(int, value.split("-"))) + [1, 1])[:3]
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return 1900 <= year <= 2199


def is_simple(form, value):
    """Whether the value has the form, for a form without parts."""
    name, _, argument = form.replace("(", " ").replace(")", "").partition(" ")
    if name in BYTES_OF:
        return type(value) is bytes and len(value) == BYTES_OF[name]
    if name == "text":
        return is_text(value, int(argument))
    if name == "digits":
        return is_digits(value, re.findall("[0-9]+", argument))
    if name in ("uint", "clock"):
        return is_uint(value)
    if name == "bool":
        return type(value) is bool
    if name == "day":
        return is_day(value)
    if name == "0":
        return type(value) is int and value == 0
    raise ValueError(f"the page has no form {form}")


def type_of(form):
    """The msgpack type of a form, as the Python type."""
    name = re.split(r"[ (]", form)[0]
    if name in BYTES_OF:
        return bytes
    return {"uint": int, "clock": int, "0": int, "bool": bool, "text": str, "digits": str,
            "day": str, "word": str, "record": dict, "map": dict}[name]


def choose(form, value):
    """The alternative of `A or B` that has the type of the value, or None."""
    return next((one for one in alternatives(form) if type_of(one) is type(value)), None)


# ---- An entry -------------------------------------------------------------------------------

class Checker:
    """Checks one entry against the tables."""

    def __init__(self, kinds):
        self.records = kinds["records"]
        self.kinds = {kind["name"]: kind for kind in kinds["kinds"]}
        self.words = {name: {word["id"] for word in words}
                      for name, words in kinds["words"].items()}
        self.out = Findings()

    def form(self, form, value, path):
        one = choose(form, value)
        if one is None:
            self.out.fault(path, f"not {form}")
        elif one.startswith("word "):
            self.word(one[5:], value, path)
        elif one.startswith("record "):
            self.record(self.records[one[7:]], value, path)
        elif one.startswith("map of word "):
            words, of = one[12:].split(" to ")
            for key, item in value.items():
                self.word(words, key, f"{path}.{key}")
                self.form(of, item, f"{path}.{key}")
        elif not is_simple(one, value):
            self.out.fault(path, f"not {form}")

    def word(self, words, value, path):
        if value not in self.words[words]:
            self.out.unknown(path, f"unknown {words} {value!r}")

    def field(self, field, value, path):
        if not field["many"]:
            return self.form(field["form"], value, path)
        if type(value) is not list or len(value) > field["many"]:
            return self.out.fault(path, f"not a list of up to {field['many']}")
        for at, item in enumerate(value):
            self.form(field["form"], item, f"{path}[{at}]")

    def known(self, fields, value, path):
        """The fields of a map with their values; notes the keys that the tables do not know."""
        names = {field["name"]: field for field in fields}
        for key in value:
            if key not in names:
                self.out.unknown(f"{path}.{key}", "unknown key")
        return [(names[key], item) for key, item in value.items() if key in names]

    def needed(self, fields, value, path):
        for field in fields:
            if field["need"] == "needed" and value.get(field["name"]) is None:
                self.out.fault(f"{path}.{field['name']}", "is needed")

    def record(self, fields, value, path):
        for field, item in self.known(fields, value, path):
            self.field(field, item, f"{path}.{field['name']}")
        self.needed(fields, value, path)

    def body(self, kind, body, entry):
        for field, item in self.known(kind["fields"], body, "b"):
            path = f"b.{field['name']}"
            if item is not None:
                self.field(field, item, path)
            elif field["need"] == "needed" or "id" not in entry:
                self.out.fault(path, "cannot be cleared")
        if creates(kind, entry) or kind["effect"] == "adds":
            self.needed(kind["fields"], body, "b")

    def was(self, kind, was):
        judged = {key: item for key, item in was.items() if key not in ("on", "doc")}
        for field, item in self.known(kind["fields"], judged, "was"):
            path = f"was.{field['name']}"
            for one in conflicting(field, item):
                self.field(field, one, path)

    def around(self, kind, entry):
        """`id`, `on`, `doc`, `why` as the kind wants them."""
        if kind["effect"] == "creates" and "id" in entry:
            self.out.fault("id", "has no place")
        if kind["effect"] in ("adds", "amends") and "id" not in entry:
            self.out.fault("id", "is needed")
        for key in ("on", "doc", "why"):
            if kind[key] == "no" and key in entry:
                self.out.fault(key, "has no place")
            if kind[key] == "must" and key not in entry and not excused(key, kind, entry):
                self.out.fault(key, "is needed")

    def frame(self, entry):
        """Raises NotAnEntry unless the frame holds."""
        for field in self.records["entry"]:
            name = field["name"]
            if name not in entry:
                if name in FRAME and field["need"] == "needed":
                    raise NotAnEntry("frame", f"{name}: missing")
            elif name in FRAME and not is_short_name(name, entry[name]):
                self.field(field, entry[name], name)
        if self.out.faults:
            raise NotAnEntry("frame", self.out.faults[0])
        check_pred(entry.get("pred", []))
        if "set" in entry:
            check_set(entry["set"], entry["n"])

    def entry(self, entry):
        self.frame(entry)
        if entry["v"] > 1:
            return self.out.unknown("v", f"form {entry['v']} of the entry")
        if entry["v"] < 1:
            self.out.fault("v", "is not 1")
        kind = self.kinds.get(entry["k"])
        if kind is None:
            return self.out.unknown("k", f"unknown kind {entry['k']!r}")
        self.content(kind, entry)

    def content(self, kind, entry):
        for field, item in self.known(self.records["entry"], entry, "entry"):
            name = field["name"]
            if name in ("b", "was") and type(item) is not dict:
                self.out.fault(name, "is not a map")
            elif name == "was":
                self.was(kind, item)
            elif name == "by" or name not in (*FRAME, "b"):
                self.field(field, item, name)
        body = entry.get("b", {})
        if type(body) is dict:
            self.body(kind, body, entry)
        self.around(kind, entry)


def creates(kind, entry):
    return kind["effect"] == "creates" or kind["effect"] == "states" and "id" not in entry


def excused(key, kind, entry):
    """Whether a key that must be there may be absent from this entry."""
    if key == "doc":
        return "why" in entry
    return key == "on" and kind["effect"] == "states" and not creates(kind, entry)


def is_short_name(key, value):
    """Whether a `k`, or a `by` that is a text, has the length that the frame asks of it."""
    return key in SHORT_NAMES and is_short(value, SHORT_NAMES[key])


def conflicting(field, value):
    """The old values in a `was`: one, or those of a list where they were in conflict."""
    several = type(value) is list and (not field["many"] or type(value[0]) is list)
    return value if several else [value]


def check_pred(pred):
    if any(a >= b for a, b in zip(pred, pred[1:])):
        raise NotAnEntry("frame", "pred: not sorted, each once")


def check_set(together, n):
    if len(together) != 2:
        raise NotAnEntry("frame", "set: not a first n and a count")
    first, count = together
    if not 2 <= count <= 64:
        raise NotAnEntry("frame", f"set: of {count} entries")
    if not 0 <= n - first < count:
        raise NotAnEntry("frame", f"set: does not contain {n}")


def check_entry(value, kinds):
    """What is held and what is at fault in a decoded entry; raises NotAnEntry for no entry.

    Held comes first: while an entry is held, its faults are not judged.
    """
    checker = Checker(kinds)
    checker.entry(value)
    if checker.out.held:
        checker.out.faults.clear()
    return checker.out


# ---- The command line -----------------------------------------------------------------------

def load_kinds(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def load_bytes(path):
    with open(path, "rb") as file:
        return file.read()


def show(path, kinds):
    """Prints one file; says whether it is an entry."""
    try:
        value = decode(load_bytes(path))
        findings = check_entry(value, kinds)
    except NotAnEntry as error:
        print(f"{path}: not an entry: {error}", file=sys.stderr)
        return False
    print(to_json(value, kinds))
    for label, reasons in (("held", findings.held), ("fault", findings.faults)):
        for reason in reasons:
            print(f"{path}: {label}: {reason}", file=sys.stderr)
    return True


def main(arguments):
    if len(arguments) < 2:
        print("usage: read_entry.py schema/kinds.json FILE.mp ...", file=sys.stderr)
        return 2
    sys.stdout.reconfigure(encoding="utf-8")
    sys.stderr.reconfigure(encoding="utf-8", errors="backslashreplace")
    kinds = load_kinds(arguments[0])
    return 0 if all([show(path, kinds) for path in arguments[1:]]) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
