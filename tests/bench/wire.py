# SPDX-License-Identifier: Apache-2.0
"""What goes over a line, counted by tests/support/line: rota, and peers with the same entries."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import time

import exchange
from peers import Peers
from tools import fresh_copy

AT = 6  # the district that is looked at; the one after it records when somebody else must
SPELL_DAYS = 30  # libgit2 names 20 commits at a time
DAY = 40


class Passed:
    """Connections, bytes up, bytes down, round trips after connecting."""

    def __init__(self, text):
        self.connections, self.up, self.down, self.trips = map(
            int, re.search(r'connections (\d+) up (\d+) down (\d+) trips (\d+)', text).groups())

    @property
    def bytes(self):
        return self.up + self.down


class Lines:
    """A line to a port for each exchange."""

    def __init__(self, tools):
        self.program = str(tools.folder.parent / 'support' / 'line')
        self.log = tools.work / 'passed'

    def over(self, port, exchanging):
        """exchanging(PORT) over a new line; what passed."""
        words = [self.program, str(port), f'log={self.log}']
        with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as line:
            try:
                exchanging(int(line.stdout.readline()))
            finally:
                line.terminate()
            return Passed(line.stdout.read())

    def objects(self):
        """How many came in the packs of the last exchange, by their headers: the packs of a
        repository hold what their deltas build on too."""
        packs = re.findall(rb'PACK\0\0\0\x02(....)', self.log.with_suffix('.down').read_bytes(),
                           re.DOTALL)
        return sum(int.from_bytes(count, 'big') for count in packs)


def free_port():
    with socket.socket() as found:
        found.bind(('127.0.0.1', 0))
        return found.getsockname()[1]


@contextlib.contextmanager
def git_daemon(folder, shown):
    """On a free port; shows the refs that the line in authorized_keys shows that office."""
    core = subprocess.run(['git', '--exec-path'], stdout=subprocess.PIPE, text=True, check=True)
    env = dict(os.environ, GIT_CONFIG_COUNT=str(len(shown)))
    for at, (key, value) in enumerate(shown):
        env.update({f'GIT_CONFIG_KEY_{at}': key, f'GIT_CONFIG_VALUE_{at}': value})
    port = free_port()
    words = [core.stdout.strip() + '/git-daemon', '--listen=127.0.0.1', f'--port={port}',
             f'--base-path={folder}', '--export-all', '--enable=receive-pack', '--reuseaddr',
             '--verbose']
    log = folder / 'daemon.log'
    with log.open('w') as said, subprocess.Popen(words, env=env, stderr=said) as daemon:
        try:
            while 'Ready to rumble' not in log.read_text():
                if daemon.poll() is not None:
                    sys.exit('bench: git daemon does not run: ' + log.read_text())
                time.sleep(0.01)
            yield port
        finally:
            daemon.terminate()


class Wire:
    """A province and one district of a world, as they are, with servers and a line between them."""

    def __init__(self, tools, world):
        self.tools, self.world = tools, world
        self.folder = world.folder / 'wire'
        self.folder.mkdir()
        self.province, self.office, self.other = [
            self.copy(source, name) for source, name in (
                (world.province, 'province'), (world.districts[AT], 'office'),
                (world.districts[AT + 1], 'other'))]
        self.copied, self.clone = self.folder / 'copy', self.folder / 'clone'
        tools.output('git', 'init', '-q', '--bare', self.clone)
        self.own = next(ref[1:] for _, ref in world.shown[AT]
                        if ref.startswith('!refs/rota/writers'))
        self.lines = Lines(tools)
        self.peers = Peers(tools, world, 'wire-peers')
        self.replica = exchange.Replica()
        self.sent = 0  # entries that the peers have

    def copy(self, source, name):
        fresh_copy(source, self.folder / name)
        return self.folder / name

    def refs(self, office, *patterns, what='refname'):
        return self.tools.output('git', '-C', office / 'rota.git', 'for-each-ref',
                                 f'--format=%({what})', *patterns).split()

    # --- rota -----------------------------------------------------------------------------------

    def sync(self):
        """What passed, and the times."""
        times = []

        def exchanging(port):
            times.append(self.world.rota(self.office, 'sync', '--for', '0', '--remote',
                                         f'git://127.0.0.1:{port}/province/rota.git'))

        return self.lines.over(self.git_port, exchanging), times[0]

    def merge(self):
        self.world.rota(self.province, 'merge')

    def record(self, office, entries=1):
        """By path, so that it is at the province."""
        self.tools.output(self.tools.program('acts'), office, 'cadres', entries)
        self.world.rota(office, 'sync', '--remote', self.province)

    def sync_counting(self):
        """What passed, the times, the objects that came and those that were missing."""
        before = self.refs(self.office, what='objectname')
        passed, times = self.sync()
        missing = self.tools.output(
            'git', '-C', self.office / 'rota.git', 'rev-list', '--objects',
            *self.refs(self.office, 'refs/rota/province', 'refs/rota/notices', what='objectname'),
            '--not', *before).split('\n')
        return passed, times, self.lines.objects(), len(missing) - 1

    # --- the same entries in other hands --------------------------------------------------------

    def git(self):
        """The same commits, pushed by stock git from a plain clone to a copy of the centre before."""
        self.tools.output('git', '-C', self.clone, 'fetch', '-q', self.office / 'rota.git',
                          f'{self.own}:{self.own}')
        return self.lines.over(self.git_port, lambda port: self.tools.output(
            'git', '-C', self.clone, 'push', '-q', f'git://127.0.0.1:{port}/copy', self.own))

    def git_looks(self):
        """`git fetch` of what the office reads, when there is nothing new."""
        names = [f'{name}:{name}' for name in self.refs(self.office, 'refs/rota/province',
                                                        'refs/rota/notices')]
        self.tools.output('git', '-C', self.clone, 'fetch', '-q', self.province / 'rota.git',
                          *names)
        return self.lines.over(self.git_port, lambda port: self.tools.output(
            'git', '-C', self.clone, 'fetch', '-q',
            f'git://127.0.0.1:{port}/province/rota.git', *names))

    def beside(self):
        """What passed of the others: the new entries, or the question when there are none."""
        documents = self.peers.documents(self.office, self.sent)
        self.replica.record(documents, self.own.split('/')[-1])
        changeset = self.peers.changeset(self.office, self.sent, self.peers.centre)
        self.sent += len(documents)
        return {
            'git': self.git() if documents else self.git_looks(),
            'SQLite session': self.lines.over(self.web_port, lambda port: exchange.send_changeset(
                port, changeset, len(documents))),
            'CouchDB protocol': self.lines.over(self.web_port, self.replica.sync)}

    def exchange(self):
        """rota's sync, and what the others say for the same."""
        fresh_copy(self.province / 'rota.git', self.copied)
        passed, _ = self.sync()
        return passed, self.beside()


# --- phases ---------------------------------------------------------------------------------------

def row(out, phase, found, must, aim=None, entries=0, trips=None):
    """Bytes, an entry or in all, and round trips."""
    passed, beside = found

    def size(of):
        return of.bytes / entries if entries else of.bytes

    def listed(show):
        return '; '.join(f'{name} {show(of)}' for name, of in beside.items())

    out.at_most(f'{phase}: bytes{" an entry" if entries else ""}', size(passed), 'B', must, aim=aim,
                beside=listed(lambda of: f'{size(of):,.1f}' if entries else f'{size(of):,}'))
    if trips:
        out.at_most(f'{phase}: round trips', passed.trips, '', trips,
                    beside=listed(lambda of: of.trips))
    else:
        out.only(f'{phase}: round trips', str(passed.trips), listed(lambda of: of.trips))


def spell(out, phase, found):
    passed, times, came, missing = found
    out.at_most(f'{phase}: objects that came, of {missing} missing', came, '', missing)
    out.at_most(f'{phase}: memory (RssAnon)', times.memory / 1024, 'MiB', 64, aim=32)
    out.only(f'{phase}: bytes; round trips; connections',
             f'{passed.bytes:,}; {passed.trips}; {passed.connections}')


def exchanges(wire, out):
    found = wire.exchange()
    row(out, 'first sync on a line', found, 50, aim=30, entries=wire.sent)
    wire.merge()
    passed, _ = wire.sync()
    out.only('its receipt on a line: bytes; round trips; connections',
             f'{passed.bytes:,}; {passed.trips}; {passed.connections}')
    row(out, 'empty sync on a line', wire.exchange(), 1024)
    wire.world.record_day(AT, DAY, '15/01/2026', wire.office)
    row(out, f'a day of {DAY} entries on a line', wire.exchange(), 4096, aim=3072, trips=2)


def spells(wire, out):
    """Long times without each other: what came must be what was missing."""
    for _ in range(SPELL_DAYS):
        wire.record(wire.other)
        wire.merge()
    wire.world.record_day(AT, DAY, '16/01/2026', wire.office)
    spell(out, f'back after {SPELL_DAYS} merges', wire.sync_counting())
    for _ in range(SPELL_DAYS):
        wire.record(wire.office)
    wire.merge()
    spell(out, f'a merge after {SPELL_DAYS} days', wire.sync_counting())
    wire.world.rota(wire.province, 'target', 'post=chair', 'phase=2026-2030', 'from=01/01/2026',
                    'to=01/01/2031', 'count=3')
    wire.merge()
    spell(out, 'a new target', wire.sync_counting())


def measure(tools, world, out):
    """Of a world whose districts have recorded and not sent."""
    wire = Wire(tools, world)
    with git_daemon(wire.folder, world.shown[AT]) as git_port, exchange.Server() as server:
        wire.git_port, wire.web_port = git_port, server.port
        exchanges(wire, out)
        spells(wire, out)
    shutil.rmtree(wire.folder)
