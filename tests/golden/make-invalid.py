#!/usr/bin/env python3
"""Writes entry-invalid/: bytes that are no entry, each breaking one rule of schema/entry.md.

    make-invalid.py

Each file is a sound entry of entry/ with one thing changed, and bears the name of what is wrong;
reasons.txt beside them gives for each the rule and the reason. Same input, same bytes.
"""

import pathlib

HERE = pathlib.Path(__file__).resolve().parent
WRITER = bytes.fromhex("a1b2c3d4e5f60718")
CASES = []


def text(string):
    data = string.encode("utf-8")
    if len(data) < 32:
        return bytes([0xA0 | len(data)]) + data
    if len(data) < 256:
        return bytes([0xD9, len(data)]) + data
    return b"\xda" + len(data).to_bytes(2, "big") + data


def reference(number):
    return b"\xc4\x10" + WRITER + number.to_bytes(8, "big")


def items(*parts):
    return bytes([0x90 | len(parts)]) + b"".join(parts)


def pairs(fields):
    return bytes([0x80 | len(fields)]) + b"".join(text(key) + fields[key] for key in fields)


def fields_of(name, keys):
    """A golden entry as {key: encoded value}, cut at the `keys` that it has, in their order."""
    data = (HERE / "entry" / f"{name}.mp").read_bytes()
    starts, at = [], 1
    for key in keys:
        at = data.index(text(key), at)
        starts.append(at)
        at += len(text(key))
    ends = starts[1:] + [len(data)]
    fields = {key: data[start + len(text(key)):end]
              for key, start, end in zip(keys, starts, ends)}
    assert pairs(fields) == data, name
    return fields


NOTE = fields_of("note-add", ["b", "k", "n", "t", "v", "by"])
END = fields_of("posting-end", ["b", "k", "n", "t", "v", "by", "id", "on", "doc", "pred"])
SOUND = pairs(NOTE)


def changed(fields, **changes):
    """The entry with some values changed or added, keys in canonical order."""
    mixed = {**fields, **changes}
    return pairs(dict(sorted(mixed.items(), key=lambda pair: text(pair[0]))))


def without(key):
    return pairs({name: value for name, value in NOTE.items() if name != key})


def body(value):
    """The note with one key more in its body: `z`, of which the tables know nothing."""
    assert NOTE["b"][0] == 0x82
    return changed(NOTE, b=b"\x83" + text("z") + value + NOTE["b"][1:])


def padded(size):
    """The note with a text that makes the whole entry `size` bytes long."""
    about = NOTE["b"][NOTE["b"].index(text("about")):]
    start = b"\x82" + text("text")
    rest = len(changed(NOTE, b=start + text("a" * 256) + about)) - 256
    return changed(NOTE, b=start + text("a" * (size - rest)) + about)


def case(name, rule, reason, data):
    CASES.append((name, rule, reason, data))


def break_integers_and_lengths():
    case("int-not-shortest", "rule 2", "n 35 is written cc 23", changed(NOTE, n=b"\xcc\x23"))
    case("int-signed-form", "rule 2", "n 35 is written d0 23", changed(NOTE, n=b"\xd0\x23"))
    case("string-length-not-shortest", "rule 3", "k of 8 bytes is written d9 08",
         changed(NOTE, k=b"\xd9" + bytes([len(NOTE["k"]) - 1]) + NOTE["k"][1:]))
    case("binary-length-not-shortest", "rule 3", "by of 16 bytes is written c5 00 10",
         changed(NOTE, by=b"\xc5\x00" + NOTE["by"][1:]))
    case("list-length-not-shortest", "rule 3", "a list of 1 is written dc 00 01",
         body(b"\xdc\x00\x01\x01"))
    case("map-length-not-shortest", "rule 3", "the map of 6 is written de 00 06",
         b"\xde\x00\x06" + SOUND[1:])


def break_values():
    case("float", "rule 1", "b.z is the float 1.5", body(b"\xcb\x3f\xf8" + bytes(6)))
    case("extension", "rule 1", "b.z is an extension: a msgpack timestamp",
         body(b"\xd6\xff" + bytes(4)))
    case("utf8-invalid", "rule 4", "b.z is a string with the byte ff", body(b"\xa2a\xff"))
    case("utf8-surrogate", "rule 4", "b.z is a string with the surrogate U+D800",
         body(b"\xa3\xed\xa0\x80"))
    case("list-empty", "rule 7", "b.z is an empty list", body(b"\x90"))
    case("map-empty", "rule 7", "b is an empty map", changed(NOTE, b=b"\x80"))
    case("depth-9", "rule 6", "the entry, b and 7 lists lie in each other",
         body(b"\x91" * 7 + b"\x01"))


def break_keys():
    swapped = {key: NOTE[key] for key in ("b", "by", "k", "n", "t", "v")}
    case("keys-unsorted", "rule 5", "by stands before k: sorted as strings, not as encoded keys",
         pairs(swapped))
    case("key-twice", "rule 5", "n stands twice",
         b"\x87" + SOUND[1:].replace(text("n") + b"\x23", (text("n") + b"\x23") * 2))
    case("key-not-string", "rule 5", "a key is the integer 1, before all others",
         b"\x87\x01\x01" + SOUND[1:])


def break_whole():
    case("trailing-byte", "rule 8", "the byte 00 follows behind the map", SOUND + b"\0")
    case("truncated", "truncated", "the last byte is missing", SOUND[:-1])
    case("too-large", "size", "65,537 bytes", padded(65537))
    case("not-a-map", "map", "a list of one entry", items(SOUND))


def break_frame():
    for key in ("n", "t", "k", "by"):
        case(f"{key}-missing", "frame", f"{key} is missing", without(key))
    case("n-as-text", "frame", "n is a string", changed(NOTE, n=text("35")))
    case("id-15-bytes", "frame", "id has 15 bytes",
         changed(END, id=b"\xc4\x0f" + END["id"][2:-1]))


def break_pred_and_set():
    case("pred-unsorted", "frame", "pred is not sorted",
         changed(END, pred=items(reference(7), reference(6))))
    case("pred-twice", "frame", "pred names an entry twice",
         changed(END, pred=items(reference(6), reference(6))))
    case("set-without-n", "frame", "set is entries 36 and 37, n is 35",
         changed(NOTE, set=items(b"\x24", b"\x02")))
    case("set-count-1", "frame", "set is of 1 entry", changed(NOTE, set=items(b"\x23", b"\x01")))
    case("set-count-65", "frame", "set is of 65 entries",
         changed(NOTE, set=items(b"\x23", b"\x41")))


def write():
    folder = HERE / "entry-invalid"
    folder.mkdir(exist_ok=True)
    lines = []
    for name, rule, reason, data in sorted(CASES):
        (folder / f"{name}.mp").write_bytes(data)
        lines.append(f"{name}\t{rule}\t{reason}\n")
    (folder / "reasons.txt").write_text("".join(lines), encoding="utf-8")


for breaking in (break_integers_and_lengths, break_values, break_keys, break_whole, break_frame,
                 break_pred_and_set):
    breaking()
write()
