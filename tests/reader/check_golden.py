#!/usr/bin/env python3
"""Reads the golden entries with the independent reader.

    check_golden.py

entry/NAME.mp gives the bytes of NAME.json and the other way round; held-* is held, the others
are sound. entry-invalid/NAME.mp is refused, by the rule that reasons.txt gives for it.
"""

import pathlib
import sys

sys.dont_write_bytecode = True
import read_entry  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"


def mismatches(path, kinds):
    """What is not as expected of a golden entry."""
    data = path.read_bytes()
    expected = path.with_suffix(".json").read_text(encoding="utf-8").rstrip("\n")
    try:
        value = read_entry.decode(data)
        findings = read_entry.check_entry(value, kinds)
    except read_entry.NotAnEntry as error:
        return [f"refused: {error}"]
    wrong = [f"at fault: {fault}" for fault in findings.faults]
    if path.name.startswith("held-") != bool(findings.held):
        wrong.append(f"held: {findings.held or 'no'}")
    text = read_entry.to_json(value, kinds)
    if text != expected:
        wrong.append(f"JSON differs:\n  read {text}\n  file {expected}")
    if read_entry.encode(read_entry.from_json(expected, kinds)) != data:
        wrong.append("the bytes cannot be made again from the JSON")
    return wrong


def acceptances(path, kinds, rules):
    """What is not as expected of bytes that are no entry."""
    try:
        read_entry.check_entry(read_entry.decode(path.read_bytes()), kinds)
    except read_entry.NotAnEntry as error:
        rule = rules.get(path.stem, error.rule)
        return [] if error.rule == rule else [f"refused by another rule than {rule}: {error}"]
    return ["not refused"]


def load_rules():
    path = GOLDEN / "entry-invalid" / "reasons.txt"
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return dict(line.split("\t")[:2] for line in lines)


def report(path, wrong):
    for reason in wrong:
        print(f"{path.relative_to(ROOT)}: {reason}")
    return not wrong


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    kinds = read_entry.load_kinds(ROOT / "schema" / "kinds.json")
    rules = load_rules()
    results = [report(path, mismatches(path, kinds))
               for path in sorted((GOLDEN / "entry").glob("*.mp"))]
    results += [report(path, acceptances(path, kinds, rules))
                for path in sorted((GOLDEN / "entry-invalid").glob("*.mp"))]
    passed = sum(results)
    print(f"{passed} passed, {len(results) - passed} failed")
    return 0 if results and passed == len(results) else 1


if __name__ == "__main__":
    sys.exit(main())
