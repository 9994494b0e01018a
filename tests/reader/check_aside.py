"""Logs that end at what is not believed (schema/trust.md, "A log that is put aside")."""

import json

import write_chain
from chain import Refused, Wrong
from merkle import sha256
from province import FORKS, WRITERS


def signed_by_another(head, data, test, office):
    return head, data, test.work / "323" / "keys" / "writer"


def out_of_place(head, data, test, office):
    return {**head, "seq": head["seq"] + 1}, data, office.key_file


def other_bytes(head, data, test, office):
    return head, data[:-1] + bytes([data[-1] ^ 1]), office.key_file


def other_entries(head, data, test, office):
    data = data[:-1] + bytes([data[-1] ^ 1])
    return {**head, "files": {"entries": sha256(data)}}, data, office.key_file


def of_tomorrow(head, data, test, office):
    return {**head, "f": 2}, data, office.key_file


FORGERIES = (("newer", of_tomorrow), ("chain", out_of_place), ("files", other_bytes),
             ("entries", other_entries), ("signature", signed_by_another))


def send_forged(test, province, office, forge):
    """The next batch of an office, with a fault. Returns its commit."""
    chain = province.chain("batch", office.writer.hex(), office.key)
    chain.open_all(province.refs[WRITERS + office.writer.hex()])
    head, data = write_chain.next_batch(chain, [{
        "v": 1, "n": len(office.entries), "t": office.clock, "k": "note.add", "by": "Người thử",
        "b": {"about": office.id(0), "text": "thử"}}])
    head, data, key = forge(head, data, test, office)
    writer = write_chain.Forge(test.repository)
    commit = writer.commit(chain.last.oid, head, {"entries": data}, key)
    writer.move(WRITERS + office.writer.hex(), commit)
    return commit


def differs(reading, office, size, fault, commit):
    """What the notice does not say; None: all of it."""
    aside = reading.province.aside.get(office.writer)
    row = reading.province.vector[office.writer]
    if not aside or (aside["fault"], aside.get("commit", b"").hex()) != (fault, commit):
        return f"the notice says {aside}"
    if (row[1], row[5]) != (size, "quarantined"):
        return f"the vector says {row[1]} entries, {row[5]}"
    kept = reading.province.refs.get(f"{FORKS}{office.writer.hex()}/{commit}")
    return None if kept == commit else "it is not kept as evidence"


def check(test, reading, office):
    """Each fault is named by the program as it was made; the last one is read in the notice."""
    size, before = len(office.entries), reading.province
    for fault, forge in FORGERIES:
        commit = send_forged(test, before, office, forge)
        test.run("merge")
        told = json.loads(test.run("matters", "--json"))["aside"]
        test.check(f"put aside: {fault}", None if [(one["fault"], one["entry"], one["commit"])
                                                   for one in told] == [(fault, size, commit)]
                   else told)
    try:
        reading = test.read_on()
    except (Refused, Wrong) as error:
        test.check("put aside: what was signed", error)
        return None
    test.check("put aside: the notice", differs(reading, office, size, fault, commit))
    office.cadre("Đỗ Văn Gửi Lại", "xã Nghĩa Dân, huyện Kim Động, tỉnh Hưng Yên")
    office.send()
    test.run("merge")
    told = json.loads(test.run("matters", "--json"))["aside"]
    reading = test.compare_next("sent again")
    if reading:
        test.check("put aside no longer", None if not told and not reading.province.aside.get(
            office.writer) else told)
    return reading
