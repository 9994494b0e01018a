"""Part of check_repository.py: matters that come from units, from days that an office has spoken of,
and from whole logs. Each kind appears, is settled, and is opened again by what is newer."""

import days
import write_chain
from check_dated import Watching
from check_settled import Lost, number_of
from province import WRITERS, Province

HEIR = "xã Minh Phượng, huyện Tiên Lữ, tỉnh Hưng Yên"  # went into Cương Chính on 1/12/2024


def flip(at):
    """A merger makes the holder of a post a local."""
    at.record("332", "relieve", "Cương Chính", "chair", "--act", "retire", "--from", "01/02/2024",
              "--doc", "70/QĐ-UBND 20/01/2024")
    at.record("332", "cadre", "add", "name=Đoàn Văn Cận", "born=02/03/1976", f"native={HEIR}")
    at.merge("before a flip")
    matters = at.reading.matters
    at.record("332", "appoint", "Cương Chính", "chair", "Đoàn Văn Cận", "--act", "delegate", "--from",
              "15/02/2024", "--doc", "71/QĐ-UBND 10/02/2024", "--until", "15/05/2024")
    at.merge("one who only acts")
    at.test.check("... is told of by nobody", None if not [
        one for one in at.reading.matters if one.kind == "locality_flips"
        and one.id not in [other.id for other in matters]] else "is a matter")
    at.record("332", "relieve", "Cương Chính", "chair", "--cadre", "Đoàn Văn Cận", "--act", "release",
              "--from", "20/02/2024", "--doc", "72/QĐ-UBND 10/02/2024")
    at.record("332", "appoint", "Cương Chính", "chair", "Đoàn Văn Cận", "--act", "designate", "--from",
              "21/02/2024", "--doc", "73/QĐ-UBND 10/02/2024")
    at.merge("one whom a merger makes a local")
    matter = at.newer("locality_flips", matters)
    at.settle(matter, "noted")
    at.merge("... noted", closed=[matter])
    posting = number_of(matter.subjects[0])
    at.record("332", "correct", str(posting), "planned_end=01/01/2030", "--typing", "x")
    at.merge("... opened by what is newer", opened=[matter])
    at.record("332", "cadre", "change", "Đoàn Văn Cận",
              "native=xã Cương Chính, huyện Tiên Lữ, tỉnh Hưng Yên", "--why", "x")
    at.merge("... gone when he was a local before", closed=[matter])


def nil(at, office):
    """An office says that nothing changed, and records what did."""
    unit, matters = office.communes[3], at.reading.matters
    scope = at.reading.world.enrolled[office.writer][0][1]
    said = office.add("nil.return", {"scope": scope, "from": "2003-01-01", "to": "2003-04-01"})
    cadre = office.cadre("Mạc Văn Quên", HEIR)
    early = office.begin(unit, "chair", cadre, "2002-01-05")
    office.add("posting.end", {"act": "retire"}, id=early, pred=[early], on="2002-12-31", why="thử")
    office.send()
    at.merge("a nil return, and what was before")
    at.test.check("... is none", None if not [
        one for one in at.reading.matters if one.kind == "nil_contradicted"
        and one.id not in [other.id for other in matters]] else "is a matter")
    posting = office.begin(unit, "chair", cadre, "2003-03-31")
    office.send()
    at.merge("a begin on its last day")
    matter = at.newer("nil_contradicted", matters)
    at.settle(matter, "nil")
    at.merge("... settled", closed=[matter])
    office.add("posting.end", {"act": "retire"}, id=posting, pred=[posting], on="2003-04-01",
               why="thử")
    office.send()
    at.merge("... opened by what is newer", opened=[matter])
    office.add("post.vacant", {"unit": unit, "post": "secretary", "cause": "other", "state": "on"},
               on="2003-02-03")
    last = office.id(len(office.entries) - 2)
    office.add("posting.correct", {"reason": "typing", "from": "2002-12-31"}, id=posting, pred=[last],
               why="thử")
    office.send()
    at.merge("... a vacancy instead", opened=[matter])
    office.add("entry.undo", {"of": said, "state": "on"}, why="thử")
    office.send()
    at.merge("... gone when it is taken back", closed=[matter])


def clock(at, office):
    """The log of an office has times of before the province was made, and of what is to come."""
    matter = at.find("clock")
    at.test.check("a clock that is behind", None if matter.saw == [office.id(0)] else matter.saw)
    at.settle(matter, "noted")
    at.merge("... noted", closed=[matter])
    before, office.clock = office.clock, 4000000000000 << 16
    first = office.cadre("Lê Văn Mai", HEIR)
    office.send()
    at.merge("... and ahead", opened=[matter])
    matter = at.find("clock")
    at.test.check("... from that entry on", None if matter.saw == [office.id(0), first] else matter.saw)
    at.settle(matter, "noted")
    office.cadre("Lê Văn Mốt", HEIR)
    office.send()
    at.merge("... which goes on", closed=[matter])
    office.clock = before
    office.cadre("Lê Văn Kia", HEIR)
    office.clock = 4000000000000 << 16
    office.cadre("Lê Văn Kìa", HEIR)
    office.clock = before
    office.send()
    at.merge("... and begins again", opened=[matter])


def branch(at, office, back, more=0):
    """Somebody goes on from a copy of the folder, as it was so many batches ago."""
    province = Province(at.test.repository, at.test.province_id, at.reading.province.kinds)
    chain = province.chain("batch", office.writer.hex(), office.key)
    for commit in province.logs[office.writer].commits[:-back]:
        chain.open(commit.oid)
    forge = write_chain.Forge(at.test.repository)
    first = chain.log.size
    for number in range(first, first + 1 + more):
        entry = {**office.entries[first], "n": number, "why": "từ bản sao"}
        head, data = write_chain.next_batch(chain, [entry])
        oid = forge.commit(chain.last.oid, head, {"entries": data}, office.key_file)
        chain.open(oid)
    forge.move(WRITERS + office.writer.hex(), oid)
    return office.id(first)


def fork(at, office):
    """One log with two contents."""
    matters = at.reading.matters
    first = branch(at, office, 2)
    at.merge("a branch")
    matter = at.newer("fork", matters)
    at.test.check("... from that entry on", None if matter.saw == [first] else matter.saw)
    at.settle(matter, "noted")
    at.merge("... noted", closed=[matter])
    branch(at, office, 2, more=1)
    at.merge("... which grows", closed=[matter])
    branch(at, office, 4)
    at.merge("... and another one", opened=[matter])


def one_list(at):
    """The offices of the commune and of its district take one list in."""
    matters, path = at.reading.matters, at.test.work / "list.csv"
    path.write_text("commune,post,name,born,from,act,doc_no,doc_date,pin\n"
                    "Cương Chính,bí thư,Khúc Văn Chung,03/04/1977,05/06/2019,chỉ định,82-QĐ/HU,"
                    "20/05/2019,033077004321\n", encoding="utf-8")
    for office in ("332", "xa"):
        at.record(office, "import", "postings", str(path))
    at.merge("one list at two offices")
    matter = at.newer("same_import", matters)
    at.settle(matter, "decline")
    at.merge("... settled", closed=[matter])


def custody(at):
    """An office of a commune records beside that of its district."""
    at.test.run("join", "--scope", "12376", "--name", "Đảng ủy Cương Chính", "--remote",
                str(at.test.repository), office="xa")
    at.test.run("enrol", str(at.test.work / "xa" / "request"), "--yes")
    at.merge("an office of a commune")
    at.test.run("sync", "--province-key", at.test.province_id, office="xa")
    at.record("xa", "officer", "add", "Người xã", "--title", "Chuyên viên", "--role", "record")
    matters = at.reading.matters
    at.record("xa", "cadre", "add", "name=Khúc Văn Xã", "born=02/03/1976", f"native={HEIR}")
    at.record("xa", "appoint", "Cương Chính", "chair", "Khúc Văn Xã", "--act", "designate", "--from",
              "01/06/2018", "--doc", "80/QĐ-UBND 20/05/2018", "--why", "x")
    at.merge("... which records")
    at.test.check("... alone since it is there", None if not [
        one for one in at.reading.matters if one.kind == "custody"] else "is a matter")
    at.record("332", "cadre", "add", "name=Khúc Văn Huyện", "born=02/03/1976", f"native={HEIR}")
    at.record("332", "appoint", "Cương Chính", "secretary", "Khúc Văn Huyện", "--act", "designate",
              "--from", "01/06/2017", "--doc", "81-QĐ/HU 20/05/2017", "--why", "x")
    at.merge("... beside the district")
    matter = at.newer("custody", matters)
    for way in ("accept", "decline"):
        at.settle(matter, way)
        at.merge(f"... {way}", closed=[matter])
    at.settle(matter, "--undo")
    at.merge("... withdrawn", opened=[matter])
    one_list(at)
    at.test.run("rescope", "Đảng ủy Cương Chính", "--read-only", "--from", "01/01/2024", "--why", "x",
                "--yes")
    at.merge("... gone when one only reads", closed=[matter])


def unclear(at, office):
    """The code of an origin is one commune, its text another one."""
    unit, matters = office.communes[5], at.reading.matters
    around = at.reading.gazetteer.units
    other, same = office.communes[8], office.communes[9]

    def code(one):
        return around[one].near(days.NATIONAL)["code"]
    right = office.add("cadre.create", {"name": "Tô Văn Rõ", "born": "1975-01-01", "native": {
        "text": at.local_text(same), "code": code(same)}})
    cadre = office.add("cadre.create", {"name": "Tô Văn Mờ", "born": "1975-02-01", "native": {
        "text": at.local_text(same), "code": code(other)}})
    office.begin(unit, "chair", right, "2010-01-05")
    office.send()
    at.merge("an origin, and one of nobody in a post")
    at.test.check("... which is none", None if not [
        one for one in at.reading.matters if one.kind == "unit_unclear"] else "is a matter")
    office.begin(unit, "secretary", cadre, "2010-01-05")
    office.send()
    at.merge("somebody whose origin is two communes")
    matter = at.newer("unit_unclear", matters)
    at.settle(matter, "name")
    at.merge("... settled", closed=[matter])
    office.add("cadre.change", {"native": {"text": at.local_text(other), "code": code(same)}}, id=cadre,
               pred=[cadre], why="thử")
    office.send()
    at.merge("... opened by what is newer", opened=[matter])
    last = office.id(len(office.entries) - 1)
    office.add("cadre.change", {"native": {"text": at.local_text(other), "code": code(other)}},
               id=cadre, pred=[last], why="thử")
    office.send()
    at.merge("... gone when it is mended", closed=[matter])


def check(test, reading, office):
    """The last reading; None when something signed was not found."""
    at = Watching(test, reading)
    try:
        flip(at)
        nil(at, office)
        clock(at, office)
        fork(at, office)
        custody(at)
        unclear(at, office)
    except Lost:
        return None
    return at.reading
