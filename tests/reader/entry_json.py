"""The JSON of entries: values to text and back.

A place is the form that the tables give for where a value stands, or NOWHERE.
"""

import datetime
import json
import re

BYTES_OF = {"ref": 16, "entry": 16, "writer": 8, "hash": 32}
ESCAPE = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r",
          "\t": "\\t"}
EPOCH = datetime.datetime(1970, 1, 1)
LAST_CLOCK = 7258118400000  # 2200-01-01T00:00Z in milliseconds
CLOCK = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3})Z#([0-9]+)")
NOWHERE = ""


# ---- Places ---------------------------------------------------------------------------------

def alternatives(form):
    """The forms of `A or B`."""
    return re.split(r" or (?![^(]*\))", form)


def bytes_size(place):
    """How many bytes the binary of a place has; None where it is no place of bytes."""
    return next((BYTES_OF[one.split()[0]] for one in alternatives(place)
                 if one and one.split()[0] in BYTES_OF), None)


class Tables:
    """The tables as one entry needs them."""

    def __init__(self, kinds, entry):
        self.records = kinds["records"]
        self.words = kinds["words"]
        self.kind = next((kind["fields"] for kind in kinds["kinds"]
                          if kind["name"] == entry["k"]), [])

    def inner_places(self, place):
        """The places of the keys of a map that stands at `place`."""
        for form in alternatives(place):
            if form in ("fields of the kind", "old values of fields"):
                return {field["name"]: field["form"] for field in self.kind}
            if form.startswith("record "):
                return {field["name"]: field["form"] for field in self.records[form[7:]]}
            if form.startswith("map of word "):
                words, of = form[12:].split(" to ")
                return {word["id"]: of for word in self.words[words]}
        return {}


def read_text(value, place):
    """What a JSON string stands for at a place."""
    size = bytes_size(place)
    if size and re.fullmatch("[0-9a-f]{%d}" % (2 * size), value):
        return bytes.fromhex(value)
    clock = CLOCK.fullmatch(value) if place == "clock" else None
    try:
        since = datetime.datetime.fromisoformat(clock[1]) - EPOCH if clock else None
    except ValueError:
        return value
    milliseconds = since // datetime.timedelta(milliseconds=1) if clock else -1
    if not 0 <= milliseconds < LAST_CLOCK or int(clock[2]) > 0xFFFF:
        return value
    return milliseconds << 16 | int(clock[2])


def is_lone(value, key):
    return type(value) is dict and len(value) == 1 and key in value


def is_set_apart(value, place):
    """Whether {"$as": value} is written at this place instead of the value."""
    if not bytes_size(place) and place != "clock":
        return False
    return is_lone(value, "$as") or type(value) is str and type(read_text(value, place)) is not str


# ---- A value to JSON ------------------------------------------------------------------------

def json_string(text):
    return '"' + re.sub(r'[\0-\x1f"\\]', lambda found: ESCAPE.get(
        found[0], f"\\u{ord(found[0]):04X}"), text) + '"'


def json_integer(value, place):
    if place == "clock" and 0 <= value >> 16 < LAST_CLOCK:
        moment = EPOCH + datetime.timedelta(milliseconds=value >> 16)
        return f'"{moment.isoformat(timespec="milliseconds")}Z#{value & 0xFFFF}"'
    return str(value) if value < 1 << 63 else f'{{"$uint":"{value}"}}'


def json_bytes(value, place):
    text = f'"{value.hex()}"'
    return text if len(value) == bytes_size(place) else f'{{"$bin":{text}}}'


def json_map(value, place, tables):
    places = tables.inner_places(place)
    hexadecimal = any("\0" in key for key in value)
    pairs = [json_string(key.encode("utf-8").hex() if hexadecimal else key) + ":"
             + json_value(item, places.get(key, NOWHERE), tables) for key, item in value.items()]
    text = "{" + ",".join(pairs) + "}"
    if hexadecimal:
        return f'{{"$hexmap":{text}}}'
    lone = len(value) == 1 and next(iter(value)).startswith("$")
    return f'{{"$map":{text}}}' if lone else text


def json_value(value, place, tables):
    kind = type(value)
    if is_set_apart(value, place):
        return json_map({"$as": value}, NOWHERE, tables)
    if value is None or kind is bool:
        return json.dumps(value)
    if kind is int:
        return json_integer(value, place)
    if kind is str:
        return json_string(value)
    if kind is bytes:
        return json_bytes(value, place)
    if kind is list:
        return "[" + ",".join(json_value(item, place, tables) for item in value) + "]"
    return json_map(value, place, tables)


def to_json(entry, kinds):
    """The JSON of an entry, without a newline. The keys keep the order that they have."""
    return json_value(entry, "record entry", Tables(kinds, entry))


# ---- JSON back to a value -------------------------------------------------------------------

def load(value):
    """The value of parsed JSON, before its places are looked at."""
    if type(value) is list:
        return [load(item) for item in value]
    if type(value) is not dict:
        return value
    if is_lone(value, "$uint"):
        return int(value["$uint"])
    if is_lone(value, "$bin"):
        return bytes.fromhex(value["$bin"])
    if is_lone(value, "$hexmap"):
        return {bytes.fromhex(key).decode("utf-8"): load(item)
                for key, item in value["$hexmap"].items()}
    content = value["$map"] if is_lone(value, "$map") else value
    return {key: load(item) for key, item in content.items()}


def stored(value, place, tables):
    """The stored form of a loaded value."""
    if type(value) is list:
        return [stored(item, place, tables) for item in value]
    if type(value) is str:
        return read_text(value, place)
    if type(value) is not dict:
        return value
    if is_set_apart(value, place):
        return value["$as"]
    places = tables.inner_places(place)
    return {key: stored(item, places.get(key, NOWHERE), tables) for key, item in value.items()}


def from_json(text, kinds):
    """The value of an entry, from its JSON."""
    entry = load(json.loads(text))
    return stored(entry, "record entry", Tables(kinds, entry))
