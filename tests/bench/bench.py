#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measure rota beside SQLite and git, and write RESULTS.md.

usage: bench.py BUILD [ENTRIES [wire]]

Ten districts with 1,000 entries each, then ten with ENTRIES (10,000). Works in BUILD/bench, which
must lie on a disk, and removes it. See README.md for what each phase does. `wire`: only what goes
over a line, at that one size, and RESULTS.md stays as it is.
"""

import datetime
import os
import shutil
import sys
from pathlib import Path

import table
import wire
from peers import Peers
from tools import SLOW_SECONDS, Times, Tools, bytes_under, fresh_copy
from world import World, together

HERE = Path(__file__).resolve().parent
TOP = HERE.parent.parent
SMALL = 1000
ACTS = 1000
PROCESSES = 300
PAGE = 4096
PAST = '15/02/2015'


def say(text):
    print(f'bench: {text}', file=sys.stderr, flush=True)


# --- recording ------------------------------------------------------------------------------------

def sqlite_recording(tools, world, peers):
    """The faster of both journals: its name, and the seconds of ACTS entries."""
    rows, found = peers.rows(0), {}
    for journal in ('wal', 'rollback'):
        base = world.folder / f'record-{journal}.db'
        tools.output(tools.program('sqlite'), 'make', base, journal)
        found[journal] = tools.seconds(tools.program('sqlite'), 'record', base, rows, ACTS)
    return min(found.items(), key=lambda item: item[1])


SQLITE_ENTRY = (
    "PRAGMA synchronous=FULL; BEGIN; "
    "INSERT INTO changes VALUES(7, %d, randomblob(16), randomblob(174)); "
    "INSERT INTO state VALUES(randomblob(16), 1, NULL, NULL, NULL, 'Chử Văn An', 12000, 20000); "
    "COMMIT")


def whole_processes(tools, office, base):
    """Seconds of one entry: rota, the sqlite3 program."""
    rota = tools.watch(PROCESSES, tools.rota, '-C', office, '--no-input', 'cadre', 'add',
                       'name=Chử Văn %w', 'born=12/05/1975')
    return rota.median, tools.watch(PROCESSES, 'sqlite3', base, SQLITE_ENTRY).median


def recording(tools, world, peers, out):
    """On one district's copy, beside a database of its entries."""
    say(f'recording {ACTS} entries, one durable transaction each')
    office = world.folder / 'recording'
    fresh_copy(world.districts[0], office)
    journal, sqlite = sqlite_recording(tools, world, peers)
    flushes = recording_counts(tools, office)
    store = tools.seconds(tools.program('store'), world.folder / 'store.mdb', peers.rows(0), ACTS)
    acts = tools.seconds(tools.program('acts'), office, 'cadres', ACTS)
    who = f'SQLite ({journal})'
    out.ratio(f'record {ACTS:,} entries durably: log, entity, indexes', store, sqlite, who, 1)
    out.ratio(f'record {ACTS:,} entries durably: whole acts, by the library', acts, sqlite, who, 1)
    out.at_most('flushes an act', flushes[1], '', 2)
    out.only('store pages written an act', f'{flushes[0] / PAGE:.0f}')
    rota, cli = whole_processes(tools, office, world.folder / f'record-{journal}.db')
    out.ratio(f'record one entry, whole process, median of {PROCESSES}', rota, cli, '`sqlite3`', 1)


def recording_counts(tools, office):
    """Bytes written and flushes of one act."""
    tools.watch(1, tools.program('acts'), office, 'cadres', 1, counting=True)
    return tools.counted()


# --- over a line ----------------------------------------------------------------------------------

def on_a_line(tools, world, out):
    say('over a line')
    wire.measure(tools, world, out)


def measure_line(tools, entries):
    """Of one size, and nothing else."""
    out = table.Table(f'Over a line: ten districts with {entries:,} entries each')
    world = World(tools, TOP, entries)
    world.import_lists()
    on_a_line(tools, world, out)
    return out


# --- from the list to the totals ------------------------------------------------------------------

def mebibytes(kilobytes):
    return kilobytes / 1024


def importing(world, peers, out):
    """The list of each district."""
    say('importing')
    imported = world.import_lists()
    bulk = peers.bulk_all()
    each = world.entries // len(world.districts)
    out.ratio(f'import {each:,} entries, validated (median of 10)', imported.median, bulk.median,
              'SQLite bulk', 1.5)


def sending(world, peers, out, found):
    """Sealing and sending, by path."""
    say('sending')
    each = world.entries // len(world.districts)
    sent, size = world.sync_all()
    git = together([peers.git_all(at) for at in range(3)])
    out.ratio(f'seal and push {each:,} entries (median of 10)', sent.median, git.median,
              'git fast-import, push', 1)
    out.at_most('bytes an entry on the wire, in bulk (packs)', size / world.entries, 'B', 50)
    found['first sync'] = mebibytes(sent.memory)


def merging(tools, world, peers, out, found):
    """All that was sent, from nothing, and the totals of a past day."""
    say('merging')
    before = world.folder / 'before'
    fresh_copy(world.province, before)

    def once():
        fresh_copy(before, world.province)
        return world.merge()

    merged = tools.repeat(once)
    shutil.rmtree(before)
    cold = tools.repeat(peers.merge_cold)
    peers.merge()
    out.ratio(f'merge {world.entries:,} entries cold, verified, with totals', merged.median,
              cold.median, 'SQLite ATTACH and totals', 2)
    found['cold merge'] = mebibytes(merged.memory)
    sizes = bytes_under(world.centre), (world.province / 'rota.mdb').stat().st_size
    out.at_most('centre: bytes an entry in git', sizes[0] / world.entries, 'B', 60)
    out.at_most('centre: bytes an entry in the store', sizes[1] / world.entries, 'B', 400)
    totals = tools.repeat(lambda: world.totals(PAST))
    out.ratio(f'totals as of {PAST}, whole process', totals.median, peers.totals().median,
              'SQLite indexed', 0.2)


def adding(tools, world, peers, out, found):
    """100 more entries, of one district after the other: to the centre, merged, totals."""
    say('adding 100 entries')
    world.sync_one(0)
    times, beside, counts = [], [], []
    for at in range(1, 4):
        world.record_day(at, 100, '01/01/2026')
        parts = [world.sync_one(at)[0], world.merge()]
        counts.append(tools.counted())
        parts.append(world.totals('15/01/2026'))
        for name, part in zip(('sync of 100', 'merge of 100', 'totals'), parts):
            found[name] = max(mebibytes(part.memory), found.get(name, 0))
        times.append(sum(part.median for part in parts))
        beside.append(peers.add(at).median)
        if times[0] > SLOW_SECONDS:
            break
    found['add'] = Times(times).median
    found['counts'] = sorted(counts)[len(counts) // 2]
    out.only(f'+100 entries after {world.entries:,}: sent, merged, totals',
             table.shown(found['add']), f'SQLite {table.shown(Times(beside).median)}')
    out.only('that merge: store pages written; flushes of the store; git objects read',
             f'{found["counts"][0] / PAGE:,.0f}; {found["counts"][1]}; {found["counts"][2]:,}')


def ordinary_day(world, out):
    """40 entries of a district, their receipt, and a sync with nothing to say."""
    say('an ordinary day')
    world.sync_one(5)
    world.record_day(5, 40, '15/01/2026')
    day, up, down = world.sync_one(5)
    world.merge()
    receipt = world.sync_one(5)
    empty = [world.sync_one(5) for _ in range(5)]
    out.only('bytes of a day of 40 entries (packs, both ways)', f'{up + down:,} B')
    out.only('the sync of that day', table.shown(day.median))
    out.only('bytes of the receipt that the next sync brings', f'{receipt[1] + receipt[2]:,} B')
    out.only('an empty sync', table.shown(together([times for times, _, _ in empty]).median))


def measure(tools, entries, out):
    """All phases at one size. What sizes are compared by."""
    say(f'a province of ten districts, {entries:,} entries each')
    found = {}
    world = World(tools, TOP, entries)
    peers = Peers(tools, world)
    importing(world, peers, out)
    on_a_line(tools, world, out)
    sending(world, peers, out, found)
    if entries == SMALL:
        recording(tools, world, peers, out)
    merging(tools, world, peers, out, found)
    adding(tools, world, peers, out, found)
    ordinary_day(world, out)
    found['entries'] = world.entries
    world.remove()
    return found


def compare(small, large):
    """What must not depend on the history, and memory."""
    out = table.Table(f'After {large["entries"]:,} entries beside after {small["entries"]:,}')

    def ratio(phase, get, show, most):
        few, many = get(small), get(large)
        out.add(phase, show(many), show(few), f'{many / max(few, 1e-9):.2f}', f'≤ {most:g} ×',
                many <= most * few)

    ratio('+100 entries: sent, merged, totals', lambda f: f['add'], table.shown, 1.2)
    ratio('store pages written by that merge', lambda f: f['counts'][0] / PAGE,
          lambda pages: f'{pages:,.0f}', 1.2)
    ratio('git objects read by that merge', lambda f: f['counts'][2], lambda n: f'{n:,}', 1.2)
    for name in ('cold merge', 'merge of 100', 'first sync', 'sync of 100', 'totals'):
        ratio(f'memory (RssAnon) of the {name}', lambda f, n=name: f[n],
              lambda size: f'{size:.1f} MiB', 1.1)
        out.at_most(f'memory (RssAnon) of the {name}', large[name], 'MiB', 64)
    return out


def main():
    build = Path(sys.argv[1]).resolve()
    entries = int(sys.argv[2]) if len(sys.argv) > 2 else 10000
    work = build / 'bench'
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    tools = Tools(build, work)
    if sys.argv[3:] == ['wire']:
        print('\n'.join(measure_line(tools, entries).lines()))
        shutil.rmtree(work)
        return
    load = os.getloadavg()[0]
    tables = [table.Table(f'Ten districts with {size:,} entries each') for size in (SMALL, entries)]
    small, large = [measure(tools, size, out)
                    for size, out in zip((SMALL, entries), tables)]
    shutil.rmtree(work)
    head = ['# Results of the last `make bench`', '',
            f'{datetime.date.today():%d/%m/%Y}, one run; load of the machine before it '
            f'{load:.1f}. ' + ', '.join(table.versions()) + '.', '']
    for line in table.write(HERE / 'RESULTS.md', head, [compare(small, large)] + tables):
        print(line)


if __name__ == '__main__':
    main()
