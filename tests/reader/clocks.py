"""Machines whose clock is wrong (schema/state.md, "Matters", `clock`)."""

import days
from chain import rows_of
from matters import Matter


def day_of(milliseconds):
    """The day in Vietnam, since 1970."""
    return (milliseconds + 7 * 3600 * 1000) // 86400000


def recorded(value):
    return day_of(value["t"] >> 16)


def ahead(province, writer, values):
    """The number of the first of the last entries without a break that are ahead; None: none is."""
    found, last, before = None, None, 0
    for commit in province.checkpoints:
        for row, _ in rows_of(commit.files.get("vector", b"")):
            if row[0] != writer:
                continue
            for number in range(before, row[1]):
                if recorded(values[number]) > day_of(row[4]) + 1:
                    found = number if last is None or last != number - 1 else found
                    last = number
            before = row[1]
    return found


def find(province, world, today):
    """All matters of this kind."""
    made = recorded(province.logs[province.common].entries[0][1])
    for writer, one in sorted(province.enrolled.items()):
        log = province.logs.get(writer)
        size = province.vector[writer][1] if writer in province.vector else 0
        if one.role != "write" or not log or not size:
            continue
        values = [value for _, value, _ in log.entries[:size]]
        numbers = [0] if recorded(values[0]) < made - 1 else []
        first = ahead(province, writer, values)
        numbers += [first] if first is not None else []
        homes = [scope for start, scope in world.enrolled[writer] if start <= today and scope]
        if numbers:
            yield Matter("clock", [one.id], [writer + number.to_bytes(8, "big") for number in numbers],
                         homes[-1:], days.ALWAYS, days.NEVER, weighs=False)
