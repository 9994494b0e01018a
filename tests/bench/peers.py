# SPDX-License-Identifier: Apache-2.0
"""The same entries in the hands of SQLite and of stock git."""

import struct
import subprocess

from tools import Times

ROW = struct.Struct('=16s16s16sqqiBBH56sII')  # row.h
BATCH = 1000  # entries to a commit of fast-import


class Peers:
    def __init__(self, tools, world, name='peers'):
        self.tools = tools
        self.world = world
        self.folder = world.folder / name
        self.folder.mkdir()
        self.centre = self.make('centre')
        self.bases = []
        self.known = []  # how many entries of each district

    def make(self, name):
        base = self.folder / f'{name}.db'
        self.tools.output(self.tools.program('sqlite'), 'make', base, 'wal')
        return base

    def rows(self, at, first=0):
        """The entries of a district's log from one on, in a file."""
        return self.rows_of(self.world.districts[at], first)

    def rows_of(self, office, first):
        out = self.folder / f'rows-{office.name}-{first}'
        with out.open('wb') as file:
            subprocess.run([self.tools.program('rows'), str(office), str(first)], stdout=file,
                           check=True)
        return out

    def documents(self, office, first):
        """Its entries from one on in their JSON form."""
        return self.tools.output(self.tools.program('rows'), office, first, 'json').encode() \
            .splitlines()

    def changeset(self, office, first, base):
        """A session's changeset of its entries from one on, which go into a database."""
        rows, out = self.rows_of(office, first), self.folder / 'changeset'
        self.tools.output(self.tools.program('sqlite'), 'changeset', base, rows, out)
        return out.read_bytes()

    def bulk_all(self):
        """Seconds of each district's entries into an empty database."""
        seconds = []
        for at in range(len(self.world.districts)):
            base, rows = self.make(f'district-{at}'), self.rows(at)
            said = self.tools.output(self.tools.program('sqlite'), 'bulk', base, rows).split()
            seconds.append(float(said[1]))
            self.bases.append(base)
            self.known.append(int(said[0]))
        return Times(seconds)

    def merge(self, bases=None, centre=None):
        """The totals with it. Whole process."""
        return self.tools.watch(1, self.tools.program('sqlite'), 'merge', centre or self.centre,
                                *(bases or self.bases))

    def merge_cold(self):
        centre = self.make('cold')
        times = self.merge(centre=centre)
        for path in self.folder.glob('cold.db*'):
            path.unlink()
        return times

    def add(self, at):
        """A district's new entries: into its database, to the centre, totals."""
        rows = self.rows(at, self.known[at])
        recorded = self.tools.watch(1, self.tools.program('sqlite'), 'bulk', self.bases[at], rows)
        merged = self.merge([self.bases[at]])
        return Times([recorded.median + merged.median])

    def totals(self, runs=5):
        return self.tools.watch(runs, self.tools.program('sqlite'), 'totals', self.centre, 16481)

    def git_all(self, at):
        """Seconds of fast-import and push of a district's bytes."""
        stream = self.folder / 'stream'
        write_stream(stream, self.rows(at))
        own, centre = self.folder / f'git-{at}', self.folder / f'git-centre-{at}'
        for repository in (own, centre):
            self.tools.output('git', 'init', '-q', '--bare', repository)
            self.tools.output('git', '-C', repository, 'config', 'core.fsync', 'all')
            self.tools.output('git', '-C', repository, 'config', 'receive.unpackLimit', '1')
        return self.tools.watch(
            1, 'sh', '-c', f'git -C "{own}" fast-import --quiet <"{stream}" && '
            f'git -C "{own}" push -q "{centre}" refs/heads/log')


def batches(path):
    with path.open('rb') as file:
        batch = []
        while head := file.read(ROW.size):
            size = ROW.unpack(head)[-2]
            batch.append(struct.pack('>I', size) + file.read(size))
            if len(batch) == BATCH:
                yield b''.join(batch)
                batch = []
        if batch:
            yield b''.join(batch)


def write_stream(path, rows):
    with path.open('wb') as out:
        for at, batch in enumerate(batches(rows), 1):
            out.write(b'blob\nmark :%d\ndata %d\n%s\n' % (2 * at, len(batch), batch))
            out.write(b'commit refs/heads/log\nmark :%d\n'
                      b'committer rota <> 1707958800 +0700\ndata 0\n' % (2 * at + 1))
            if at > 1:
                out.write(b'from :%d\n' % (2 * at - 1))
            out.write(b'M 100644 :%d entries\n\n' % (2 * at))
