# SPDX-License-Identifier: Apache-2.0
"""An invented province and its districts, in folders beside each other, which exchange by path."""

import re
import shutil

from tools import Times, packs

DISTRICTS = 10
COMMUNES = 300  # of all districts; every one has both its posts filled
ENTRIES_A_ROW = 2.8
CODE_FIRST = 10001  # of the communes, as tools/gen-list numbers them


class World:
    """So many entries in each district, about."""

    def __init__(self, tools, top, entries):
        self.tools = tools
        self.folder = tools.work / str(entries)
        self.folder.mkdir()
        self.province = self.folder / 'province'
        self.centre = self.province / 'rota.git'
        self.districts = [self.folder / f'district-{i}' for i in range(DISTRICTS)]
        self.generate(top / 'tools' / 'gen-list', entries)
        self.found()

    def rota(self, folder, *command):
        return self.tools.watch(1, self.tools.rota, '-C', folder, '--no-input', *command)

    def generate(self, program, entries):
        """The list of all, and of it the rows of each district."""
        posts = 2 * COMMUNES
        rows = max(1, round(DISTRICTS * entries / ENTRIES_A_ROW / posts)) * posts
        self.units = self.folder / 'units.csv'
        self.units.write_text(self.tools.output(program, 'units', DISTRICTS, COMMUNES))
        listed = self.tools.output(program, 'postings', DISTRICTS, COMMUNES, rows).splitlines(True)
        parts = [[listed[0]] for _ in range(DISTRICTS)]
        for row in listed[1:]:
            parts[(int(row[:5]) - CODE_FIRST) % DISTRICTS].append(row)
        for at, part in enumerate(parts):
            self.list_of(at).write_text(''.join(part))

    def list_of(self, at):
        return self.folder / f'district-{at}.csv'

    def found(self):
        """Offices that have the units, and nothing else recorded; what a server shows to each of
        its refs."""
        self.shown = []
        self.rota(self.province, 'init', '--province', '33', '--name', 'Ban Tổ chức')
        self.rota(self.province, 'import', 'units', self.units)
        self.rota(self.province, 'merge')
        for at, district in enumerate(self.districts):
            self.rota(district, 'join', '--scope', 100 + at, '--name', f'Huyện {100 + at}',
                      '--remote', self.province)
            self.rota(self.province, 'enrol', district / 'request', '--yes')
            self.shown.append(re.findall(r' -c (\w+\.hideRefs)=(\S+)', self.tools.said_text()))
            root = re.search(r'of the province to it over the telephone: (.*)',
                             self.tools.said_text()).group(1)
            self.rota(district, 'sync', '--province-key', root)

    # --- phases ---------------------------------------------------------------------------------

    def import_lists(self):
        """Seconds of each district, and entries of all."""
        runs, self.entries = [], 0
        for at, district in enumerate(self.districts):
            runs.append(self.rota(district, 'import', 'postings', self.list_of(at)))
            self.entries += int(re.search(r'entries: (\d+)', self.tools.said_text()).group(1))
        return together(runs)

    def sync_all(self):
        """Seconds of each district, and the bytes that came to the centre."""
        before = packs(self.centre)
        times = together([self.rota(district, 'sync') for district in self.districts])
        return times, sum(size for name, size in packs(self.centre).items() if name not in before)

    def sync_one(self, at):
        """Seconds, bytes up, bytes down."""
        own = self.districts[at] / 'rota.git'
        before = packs(self.centre), packs(own)
        times = self.rota(self.districts[at], 'sync')
        after = packs(self.centre), packs(own)
        return [times] + [sum(size for name, size in now.items() if name not in then)
                          for then, now in zip(before, after)]

    def merge(self):
        """Seconds; the counts are in the tools then."""
        return self.tools.watch(1, self.tools.rota, '-C', self.province, '--no-input', 'merge',
                                counting=True)

    def record_day(self, at, entries, day, office=None):
        """The turns of a day in a district: one leaves, another comes."""
        self.tools.output(self.tools.program('acts'), office or self.districts[at], 'turns',
                          entries, CODE_FIRST + at, DISTRICTS, COMMUNES // DISTRICTS, day)

    def totals(self, day):
        return self.rota(self.province, 'report', 'totals', '--as-of', day)

    def remove(self):
        shutil.rmtree(self.folder)


def together(runs):
    return Times([run.median for run in runs], max(run.memory for run in runs))
