#!/usr/bin/env python3
"""What a command told a program (schema/cli.md, "Events"): every line of FILE is one JSON object, the
last one is LAST, and NAMEs are among them in this order. Prints what is wrong and ends with 1.

usage: events.py FILE LAST [NAME ...]
"""
import json
import sys

KEYS = {"connect": "", "send": "done total bytes left", "slice": "done total bytes left slices",
        "retry": "wait_ms code message", "receive": "done total bytes left",
        "take": "done total bytes left", "check": "", "write": "done total bytes left",
        "merge": "done total bytes left", "publish": "", "wait": "wait_ms",
        "standing": "sent received recorded sealed at_province merged checkpoint time enrolled "
                    "quarantined aside reads_only revoked not_facts matters",
        "error": "code rule message hint"}


def wrong(path, last, names):
    """What is, or None."""
    done, told = 0, []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            one = json.loads(line)
            name = one.pop("event")
            told.append(name)
            if name != "end" and list(one) != KEYS[name].split():
                return f"'{name}' has {list(one)}"
            if name == "connect":
                done = 0
            if name in ("send", "slice"):
                if one["done"] < done or one["done"] > one["total"]:
                    return f"{one['done']} of {one['total']} have arrived, behind {done}"
                done = one["done"]
    if told[-1:] != [last]:
        return f"it ends with {told[-1:]}"
    at = iter(told)
    return next((f"no '{name}' in its place: {told}" for name in names if name not in at), None)


found = wrong(sys.argv[1], sys.argv[2], sys.argv[3:])
if found:
    print(found)
    sys.exit(1)
