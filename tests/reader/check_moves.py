"""Part of check_repository.py: moves of which a half is missing, until it is recorded or the province
says what is true; and an end that crossed a correction."""

from check_dated import FAR, Watching
from check_settled import Lost


def move_without_end(at):
    """One office records that somebody came, the other one not that he left."""
    at.record("329", "relieve", "Đào Dương", "chair", "--act", "retire", "--from", "01/04/2023",
              "--doc", "95-QĐ/HU 20/03/2023", "--why", "thử")
    for office, commune, act, on in (("329", "Đào Dương", "designate", "01/05/2023"),
                                     ("323", "Liên Phương", "transfer", "01/02/2024")):
        at.record(office, "cadre", "add", "name=Vương Văn Chuyển", "born=19/05/1976",
                  "pin=033076001234", f"native={FAR}")
        if office == "323":
            at.merge("before a move")
            before, matters = at.totals("chair"), at.reading.matters
        at.record(office, "appoint", commune, "chair", "Vương Văn Chuyển", "--act", act, "--from",
                  on, "--doc", "96/QĐ-UBND 01/04/2023", "--why", "thử")
    at.merge("half a move")
    return at.newer("half_move", matters), before


def check_move(at):
    at.record("323", "relieve", "Liên Phương", "chair", "--act", "retire", "--from", "15/01/2024",
              "--doc", "94-QĐ/HU 20/12/2023", "--why", "thử")
    matter, before = move_without_end(at)
    new = matter.newer
    old = next(one for one in matter.subjects if one != new)
    at.adds("... is counted once", before, [(0, 0, 0), (0, 0, 0), (0, 0, 0)], "chair")
    at.settle(matter, "moved")
    at.merge("... he moved", closed=[matter])
    at.holds("... and left", old, "not")
    at.holds("... on that day", old, "full", matter.since - 1)
    at.settle(matter, "stayed")
    at.merge("... he stayed", closed=[matter])
    at.holds("... and did not come", new, "not")
    at.settle(matter, "--undo")
    at.merge("... withdrawn", opened=[matter])
    at.record("323", "relieve", "Liên Phương", "chair", "--act", "retire", "--from", "01/12/2024",
              "--doc", "97/QĐ-UBND 01/11/2024", "--no-vacant", "--why", "thử")
    at.merge("... and ended there", opened=[matter])
    at.settle(matter, "moved")
    at.merge("... he moved, and did not come back", closed=[matter])
    at.holds("... after the end", old, "not", matter.since + 1000)
    at.record("329", "relieve", "Đào Dương", "chair", "--act", "transfer", "--from", "01/02/2024",
              "--next", "Liên Phương", "--doc", "98/QĐ-UBND 01/02/2024", "--why", "thử")
    at.merge("... the end is recorded", closed=[matter])


def check_transit(at):
    """One office records that somebody left for a unit of another one, and that is all."""
    matters = at.reading.matters
    at.record("329", "cadre", "add", "name=Vương Thị Đi", "born=19/05/1977", "pin=033077001234",
              f"native={FAR}")
    at.record("329", "appoint", "Đào Dương", "chair", "Vương Thị Đi", "--act", "designate", "--from",
              "01/03/2024", "--doc", "85/QĐ-UBND 01/02/2024", "--why", "thử")
    at.record("329", "relieve", "Đào Dương", "chair", "--act", "rotate", "--from", "01/05/2024",
              "--next", "Liên Phương", "--doc", "86/QĐ-UBND 01/04/2024", "--why", "thử")
    at.merge("left for another unit")
    matter = at.newer("half_move", matters)
    before = at.totals("chair")
    at.test.check("... concerns both", None if len(matter.units) == 2 else len(matter.units))
    at.settle(matter, "moved")
    at.merge("... settled", closed=[matter])
    at.adds("... changes no figure", before, [(0, 0, 0)] * 3, "chair")
    at.settle(matter, "--undo")
    at.merge("... withdrawn", opened=[matter])
    at.record("323", "cadre", "add", "name=Vương Thị Đi", "born=19/05/1977", "pin=033077001234",
              f"native={FAR}")
    at.record("323", "appoint", "Liên Phương", "chair", "pin:033077001234", "--act", "rotate", "--from",
              "15/05/2024", "--until", "15/05/2027", "--doc", "86/QĐ-UBND 01/04/2024", "--why", "thử")
    at.merge("... and came there", closed=[matter])
    at.record("323", "void", "11974/chair@2024-05-15", "--from-start", "--doc",
              "87/QĐ-UBND 01/06/2024", "--why", "thử")
    at.merge("... revoked from the start", opened=[matter])


def check_edited(at):
    """One of two ended a posting that the other one corrected."""
    matters = at.reading.matters
    at.record("329", "correct", "12172/chair@2022-12-30", "term=2020-2025", "--typing", "x")
    at.test.run("relieve", "Quảng Lãng", "chair", "--act", "retire", "--from", "01/06/2024", "--doc",
                "88/QĐ-UBND 01/05/2024", "--why", "thử", "--yes")
    at.merge("changed by one and ended by another")
    matter = at.newer("edit_vs_end", matters)
    before = at.reading.world.subject(matter.subjects[0])
    heads = [one for one in before.revisions if one.id in before.heads]
    edit = next(one for one in heads if one.kind != "posting.end" and not before.undone(one))
    at.settle(matter, "end_only")
    at.merge("... only the end is right", closed=[matter])
    at.test.check("... and nothing else", None if at.reading.world.subject(
        matter.subjects[0]).undone(edit) else "the edit stands")
    at.settle(matter, "both")
    at.merge("... both are", closed=[matter])
    at.test.check("... and the edit stands", None if not at.reading.world.subject(
        matter.subjects[0]).undone(edit) else "does not")
    at.settle(matter, "--undo")
    at.merge("... withdrawn", opened=[matter])


def check(test, reading):
    """The last reading; None when something signed was not found."""
    at = Watching(test, reading)
    try:
        check_move(at)
        check_transit(at)
        check_edited(at)
    except Lost:
        return None
    return at.reading
