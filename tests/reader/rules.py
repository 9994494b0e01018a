"""Rules between the fields of one entry (schema/rules.md, "One entry")."""

import datetime

import days

BEGINS = {**dict.fromkeys(("elect", "approve", "designate", "appoint", "reappoint", "transfer",
                           "rotate", "second", "restore"), "full"),
          "delegate": "acting", "take_charge": "in_charge"}
STEPS = ("approve", "refuse", "reappoint", "stay", "suspend", "resume")
ENDS = ("transfer", "rotate", "release", "resign", "dismiss", "recall", "remove", "expel", "retire",
        "die", "leave", "unit_ended", "term_end")
DIGITS = {**dict.fromkeys(("tinh", "thanh_pho_tw"), 2),
          **dict.fromkeys(("huyen", "thi_xa", "thanh_pho", "quan"), 3)}
PLACES = ("native", "birth_place", "birth_reg", "residence", "place")


def day_of_clock(clock):
    """The day at +07:00."""
    seconds = (clock >> 16) // 1000 + 7 * 3600
    return datetime.date(1970, 1, 1).toordinal() + seconds // 86400


def of_all(entry, _):
    if "ok" in entry and "why" not in entry:
        yield ""
    for paper in entry.get("doc", []):
        if days.first(paper["signed"]) > day_of_clock(entry["t"]):
            yield "V37"
        if "no" not in paper and "why" not in entry:
            yield "V30"


def of_unit(entry, body):
    code = body.get("code")
    if code and body.get("type") and len(code) != DIGITS.get(body["type"], 5):
        yield "V01"
    if entry["k"] == "unit.create" and code and len(code) != 2 and not body.get("parent"):
        yield ""
    if entry["k"] == "unit.change" and "legal" not in body:
        yield ""


def of_cadre(_, body):
    name = body.get("name")
    if name and (" " not in name or any(sign in '"<>|;:{}[]@#$%^*=+\\/0123456789' for sign in name)):
        yield "V61"
    if name and "?" in name:
        yield "V91"
    for place in map(body.get, PLACES):
        if place and not any(key in place for key in ("text", "unit", "code")):
            yield ""


def of_span(_, body):
    if body.get("from") and body.get("to") and days.first(body["from"]) >= days.last(body["to"]):
        yield "V10"


def of_pair(_, body):
    if "a" in body and "b" in body and body["a"] >= body["b"]:
        yield ""


def of_begin(entry, body):
    act = body["act"]
    if act not in BEGINS or act == "delegate" and body["post"] != "chair":
        yield "V25"
    elif body["mode"] != BEGINS[act]:
        yield "V16"
    if act == "elect" and "elected" not in body:
        yield "V22"
    if act in ("rotate", "second") and "planned_end" not in body:
        yield ""
    on = entry["on"]
    if on and len(on) != 10:
        yield "V56"
    if on and "elected" in body and days.first(body["elected"]) > days.last(on):
        yield "V22"


def of_step(_, body):
    if body["act"] not in STEPS:
        yield "V25"


def of_end(_, body):
    if body["act"] not in ENDS:
        yield "V25"


def of_correct(entry, body):
    if body["reason"] == "erratum" and not any("fixes" in one for one in entry.get("doc", [])):
        yield "V41"


def of_void(entry, body):
    if (body.get("from_start") is True) == ("on" in entry):
        yield "V40"


def of_settle(entry, body):
    if "id" not in entry and "way" not in body and body.get("undo") is not True:
        yield ""


RULES = ((("unit.create", "unit.change"), of_unit), (("cadre.create", "cadre.change", "cadre.spell"),
                                                     of_cadre),
         (("cadre.spell", "posting.correct", "nil.return", "target.set"), of_span),
         (("cadre.same", "cadre.distinct", "posting.same"), of_pair),
         (("posting.begin",), of_begin), (("posting.step",), of_step), (("posting.end",), of_end),
         (("posting.correct",), of_correct), (("posting.void",), of_void),
         (("matter.settle",), of_settle))


FAULTS = {"doc: is needed": "V30", "not digits(12)": "V50", "not digits(2, 3 or 5)": "V01"}


def of_faults(faults):
    """The numbers of faults of content; "" for one without."""
    return [next((rule for end, rule in FAULTS.items() if fault.endswith(end)), "")
            for fault in faults]


def broken(entry):
    """The rules that an entry breaks whose forms are right; "" for one without a number."""
    found = list(of_all(entry, None))
    for kinds, rule in RULES:
        if entry["k"] in kinds:
            found += rule(entry, entry.get("b", {}))
    return found
