#!/usr/bin/env python3
"""Compares the library with the independent reader over mutated entries.

    differential.py --mutations N --seed S JUDGE kinds.json golden-dir

JUDGE is built from judge-entries.c. Both say of each byte string whether it is an entry, held, at
fault or sound, and write its JSON: that must be the same to the byte, and give the same bytes
back. Rules between fields are not the reader's: `rule` counts as sound.
"""

import argparse
import collections
import pathlib
import subprocess
import sys

sys.dont_write_bytecode = True
import mutate  # noqa: E402
import read_entry  # noqa: E402

BATCH = 2000
SHOWN = 10


def ask_reader(data, kinds):
    """(status, JSON) as the reader sees it."""
    try:
        value = read_entry.decode(data)
        findings = read_entry.check_entry(value, kinds)
    except read_entry.NotAnEntry:
        return "none", ""
    status = "held" if findings.held else "fault" if findings.faults else "sound"
    return status, read_entry.to_json(value, kinds)


def run_judge(judge, batch):
    stream = b"".join(len(data).to_bytes(4, "big") + data for data in batch)
    done = subprocess.run([judge], input=stream, stdout=subprocess.PIPE, check=False)
    lines = done.stdout.decode("utf-8").split("\n")[:-1]
    return lines if done.returncode == 0 and len(lines) == len(batch) else None


def ask_judge(judge, batch):
    """(status, JSON) of each byte string as the library sees it."""
    lines = run_judge(judge, batch)
    if lines is None:  # it died: find out of what
        lines = [(run_judge(judge, [data]) or ["died"])[0] for data in batch]
    return [line.partition(" ")[::2] for line in lines]


def differences(data, library, kinds):
    """How the two differ about these bytes; empty when they agree."""
    status, json = ask_reader(data, kinds)
    expected = "sound" if library[0] == "rule" else library[0]
    if status != expected:
        return [f"the library says {library[0]}, the reader {status}", library[1] or json]
    if json != library[1]:
        return ["the JSON differs", f"library {library[1]}", f"reader  {json}"]
    if json and read_entry.encode(read_entry.from_json(json, kinds)) != data:
        return ["the bytes cannot be made again from the JSON", json]
    return []


def compare(arguments, kinds, counts):
    """How many of the mutations are judged alike."""
    golden = [path.read_bytes() for path in sorted(arguments.golden.rglob("*.mp"))]
    mutator = mutate.Mutator(kinds, golden, arguments.seed)
    failed = 0
    for start in range(0, arguments.mutations, BATCH):
        size = min(BATCH, arguments.mutations - start)
        batch = [mutator.next() for _ in range(size)]
        for data, library in zip(batch, ask_judge(arguments.judge, batch)):
            counts[library[0]] += 1
            wrong = differences(data, library, kinds)
            failed += bool(wrong)
            if wrong and failed <= SHOWN:
                print(*wrong, f"bytes   {data.hex()}", sep="\n  ")
    return arguments.mutations - failed


def parse_arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--mutations", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("judge")
    parser.add_argument("kinds")
    parser.add_argument("golden", type=pathlib.Path)
    return parser.parse_args()


def main():
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = parse_arguments()
    counts = collections.Counter()
    passed = compare(arguments, read_entry.load_kinds(arguments.kinds), counts)
    print(", ".join(f"{counts[status]} {status}" for status in sorted(counts)))
    print(f"{passed} passed, {arguments.mutations - passed} failed")
    return 0 if 0 < passed == arguments.mutations else 1


if __name__ == "__main__":
    sys.exit(main())
