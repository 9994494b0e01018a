"""Part of check_repository.py: an office hands its records over, in part what it has sent before; after
each merge the reader must come to what the program has signed (schema/state.md, "Custody"). Then the
right to write is taken back from its machine ("Revocation")."""

from check_dated import FAR, Watching
from check_settled import Lost

HANDED = "2024-02-01"


def paper(*signed):
    return [{"issuer": {"body": "other"}, "type": "QD", "no": "1-QĐ/HU", "signed": day}
            for day in signed]


class Handing(Watching):
    """A province that hands over what an office keeps."""

    def rescope(self, office, *how):
        self.test.run("rescope", office.writer.hex()[:12], *how, "--from", "01/02/2024", "--yes")

    def told(self, title, wanted):
        """Compares (disposition, rule) of some entries, by a word for each."""
        for word, (identity, disposition) in wanted.items():
            found = self.reading.world.dispose(self.reading.world.revisions[identity])
            self.test.check(f"{title}: {word}", None if found == disposition else
                            f"{found}, not {disposition}")


FACT, LATER, OTHER = ("fact", None), ("proposal", "V08"), ("proposal", "V07")
NOT_BELIEVED = ("rejected", "V102")


def say_much(at, office):
    """Entries around the day of the hand-over, which all count as long as nothing is handed over."""
    unit = office.communes[5]
    cadre = office.cadre("Hà Văn Giao", FAR)

    def begin(post, on, *signed):
        body = {"unit": unit, "post": post, "cadre": cadre, "act": "designate", "mode": "full"}
        return office.add("posting.begin", body, on=on, doc=paper(*signed))
    before = begin("secretary", "2024-01-10", "2024-01-05")
    found = {
        "signed and in force before": (before, FACT),
        "in force on the day": (begin("chair", HANDED, "2024-01-20"), LATER),
        "a paper of the day": (begin("chair", "2024-01-10", "2024-01-05", HANDED), LATER),
        "a vacancy before": (office.add("post.vacant", {
            "unit": unit, "post": "chair", "state": "on"}, on="2024-01-31"), FACT),
        "a vacancy on the day": (office.add("post.vacant", {
            "unit": unit, "post": "chair", "state": "on"}, on=HANDED), LATER),
        "an end before": (office.add("posting.end", {"act": "term_end"}, id=before, pred=[before],
                                     on="2024-01-31"), FACT),
        "neither day nor paper": (office.add("posting.correct", {
            "reason": "typing", "term": "2020-2025"}, id=before, pred=[before], why="thử"), LATER),
        "a paper alone, before": (office.add("posting.correct", {
            "reason": "typing", "term": "2025-2030"}, id=before, pred=[before],
            doc=paper("2024-01-20")), FACT),
        "of no unit": (cadre, FACT)}
    office.send()
    at.merge("before a hand-over")
    at.told("before", {word: (one, FACT) for word, (one, _) in found.items()})
    return found


def hand_over(at, office, found):
    at.rescope(office, "--read-only")
    at.merge("handed over")
    at.told("handed over", found)
    matters = [one for one in at.reading.matters if one.kind == "out_of_scope"
               and one.subjects == [found["in force on the day"][0]]]
    at.test.check("... a proposal is a matter", None if len(matters) == 1 else len(matters))
    at.settle(matters[0], "accept")
    at.merge("... accepted", closed=matters)
    at.told("accepted", {"in force on the day": (matters[0].subjects[0], FACT)})


def give_another(at, office, found):
    """Of one day the later word counts; what is given comes with its past."""
    units = at.reading.gazetteer
    scope = next(one for one in units.sorted if one.versions[0]["code"] == "332")
    unit = next(one for one in units.sorted if one.level == "commune" and one.on(at.reading.today)
                and units.is_inside(one, scope, at.reading.today))
    cadre = office.cadre("Hà Văn Nhận", FAR)
    given = office.begin(unit.id, "chair", cadre, "2023-05-01")
    office.send()
    at.merge("of another office")
    at.told("not given", {"a unit": (given, OTHER)})
    at.rescope(office, "--scope", "332")
    at.merge("another scope")
    at.told("given", {**found, "a unit": (given, FACT), "in force on the day": (
        found["in force on the day"][0], FACT)})
    at.rescope(office, "--read-only")
    at.merge("... and none again")
    at.told("none again", {"a unit": (given, OTHER)})


def take_back(at, office, found):
    """The right to write, from within a batch on; what came before stays as it was."""
    after = found["a vacancy on the day"][0]
    size = int.from_bytes(after[8:], "big")
    before = {word: one for word, one in found.items() if int.from_bytes(one[0][8:], "big") < size
              and word != "in force on the day"}
    at.test.check("something is before", None if len(before) > 2 else len(before))
    at.test.run("revoke", office.writer.hex()[:12], "--cause", "cloned", "--size", str(size), "--yes")
    at.merge("taken back")
    at.told("taken back", {**before, "a vacancy on the day": (after, NOT_BELIEVED)})
    office.add("cadre.create", {"name": "Hà Văn Muộn"})
    office.send()
    at.merge("... and what is sent later")
    at.test.check("... is put aside", None if at.reading.province.vector[office.writer][5] ==
                  "quarantined" else at.reading.province.vector[office.writer])
    at.test.run("revoke", office.writer.hex()[:12], "--undo", "--why", "nhầm", "--yes")
    at.merge("given back")
    at.told("given back", {**before, "a vacancy on the day": (after, LATER)})
    at.test.check("... and is taken in", None if at.reading.province.vector[office.writer][1] ==
                  len(office.entries) else at.reading.province.vector[office.writer])


def check(test, reading, office):
    """The last reading; None when something signed was not found."""
    at = Handing(test, reading)
    try:
        found = say_much(at, office)
        hand_over(at, office, found)
        give_another(at, office, found)
        take_back(at, office, found)
    except Lost:
        return None
    return at.reading
