# SPDX-License-Identifier: Apache-2.0
"""RESULTS.md: what was measured beside what must be reached."""

import os
import platform
import re
import subprocess

AIM = 'aim'  # reached, and more than it must be
REASONS = '## Why some are missed'  # from here on the page is written by hand


def shown(seconds):
    if seconds < 0.1:
        return f'{1000 * seconds:.1f} ms'
    return f'{seconds:.2f} s'


class Table:
    def __init__(self, caption):
        self.caption = caption
        self.rows = []

    def add(self, phase, rota, peer, ratio, must, reached):
        verdict = {True: 'yes', False: '**no**', None: '', AIM: 'aim'}[reached]
        self.rows.append((phase, rota, peer, ratio, must, verdict))

    def ratio(self, phase, rota, peer, who, most):
        """Seconds of rota at most so many times those of a peer."""
        ratio = rota / peer
        self.add(phase, shown(rota), f'{who} {shown(peer)}', f'{ratio:.2f}', f'≤ {most:g} ×',
                 ratio <= most)

    def at_most(self, phase, value, unit, most, aim=None, beside=''):
        """A value that must not be more, and had better not be more than the aim."""
        text = f'{value:,.1f}' if isinstance(value, float) else f'{value:,}'
        must = f'≤ {most:,} {unit}' + (f', aim {aim:,}' if aim else '')
        reached = AIM if aim and value <= aim else value <= most
        self.add(phase, f'{text} {unit}', beside, '', must, reached)

    def only(self, phase, text, peer=''):
        self.add(phase, text, peer, '', '', None)

    def lines(self):
        yield f'## {self.caption}'
        yield ''
        yield '| phase | rota | beside it | ratio | must | reached |'
        yield '|---|--:|--:|--:|--:|:-:|'
        for row in self.rows:
            yield '| ' + ' | '.join(row) + ' |'
        yield ''


def first_line(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout.decode().split('\n')[0]


def packaged(name):
    return first_line('dpkg-query', '-W', '-f=${Version}\n', name)


def versions():
    """Of all that has a part in the times, and the cores; nothing that names the machine."""
    yield f'gcc {first_line("gcc", "-dumpfullversion")}'
    for name, package in (('libgit2', 'libgit2-dev'), ('LMDB', 'liblmdb-dev'),
                          ('msgpack-c', 'libmsgpack-dev'), ('zstd', 'libzstd-dev'),
                          ('libsodium', 'libsodium-dev'), ('SQLite', 'libsqlite3-dev')):
        yield f'{name} {packaged(package)}'
    yield first_line('git', '--version')
    yield f'Linux {platform.release().split("-")[0]}'
    yield f'{len(os.sched_getaffinity(0))} cores'


def write(path, head, tables):
    """The measured part anew; what stands from REASONS on stays."""
    old = path.read_text() if path.exists() else ''
    kept = re.search(f'^{REASONS}.*', old, re.MULTILINE | re.DOTALL)
    lines = list(head)
    for table in tables:
        lines += table.lines()
    path.write_text('\n'.join(lines) + (kept.group(0) if kept else REASONS + '\n'))
    return lines
