"""Days as numbers, so that the ends of time are numbers too."""

import datetime

ALWAYS = -10**9
NEVER = 10**9


def number(year, month, day):
    return datetime.date(year, month, day).toordinal()


def first(text):
    """The first day that a day of any precision may be."""
    return number(*(list(map(int, text.split("-"))) + [1, 1])[:3])


def last(text):
    """The last one."""
    parts = list(map(int, text.split("-")))
    if len(parts) == 3:
        return number(*parts)
    year, month = (parts[0], 12) if len(parts) == 1 else parts
    return number(year + month // 12, month % 12 + 1, 1) - 1


def show(day):
    return datetime.date.fromordinal(day).isoformat()


NATIONAL = number(2024, 2, 15)  # the day of the national list
