# SPDX-License-Identifier: Apache-2.0
"""What the phases measure with: the built programs, times, memory, counts, sizes."""

import os
import shutil
import statistics
import struct
import subprocess
import sys
from pathlib import Path

SLOW_SECONDS = 5  # what takes longer is not repeated


class Times:
    """Seconds of runs, and the greatest memory in kB met in them (0: not looked at)."""

    def __init__(self, seconds, memory=0):
        self.seconds = list(seconds)
        self.memory = memory

    @property
    def median(self):
        return statistics.median(self.seconds)


class Tools:
    """The programs of a build, and a folder to work in."""

    def __init__(self, build, work):
        self.rota = str(build / 'rota')
        self.folder = build / 'tests' / 'bench'
        self.work = work
        self.counts = work / 'counts'
        self.said = work / 'said'
        os.environ.update(ROTA_LANG='en', LC_ALL='C.UTF-8', HOME=str(work), GIT_CONFIG_NOSYSTEM='1')
        for name in ('ROTA_DIR', 'GIT_DIR'):
            os.environ.pop(name, None)

    def program(self, name):
        return str(self.folder / name)

    def fail(self, command):
        print('bench:', ' '.join(map(str, command)), 'failed', file=sys.stderr)
        if self.said.exists():
            print(self.said.read_text(errors='replace')[-600:], file=sys.stderr)
        sys.exit(1)

    def output(self, *command):
        """Run; what it prints."""
        done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, check=False)
        if done.returncode:
            self.fail(command)
        return done.stdout.decode()

    def seconds(self, *command):
        """Run a program that prints, last, how long its work took."""
        return float(self.output(*command).split()[-1])

    def watch(self, runs, *command, counting=False):
        """Whole processes, `%d` in the command numbered: all times at once."""
        env = dict(os.environ)
        if counting:
            self.counts.write_bytes(bytes(24))
            env.update(LD_PRELOAD=self.program('count.so'), COUNTS=str(self.counts))
        words = [self.program('watch'), str(runs), str(self.said)] + [str(w) for w in command]
        done = subprocess.run(words, stdout=subprocess.PIPE, env=env, check=False)
        if done.returncode:
            self.fail(command)
        median, _, memory = done.stdout.split()
        return Times([float(median)], int(memory))

    def counted(self):
        """Bytes written to stores, their flushes, git objects read, of the last counting watch."""
        return struct.unpack('=3Q', self.counts.read_bytes())

    def repeat(self, once):
        """Times of once(), three of them unless it is slow."""
        done = [once()]
        while len(done) < 3 and done[0].median < SLOW_SECONDS:
            done.append(once())
        return Times([t.median for t in done], max(t.memory for t in done))

    def said_text(self):
        return self.said.read_text(errors='replace')


def fresh_copy(source, target):
    if target.exists():
        shutil.rmtree(target)
    shutil.copytree(source, target, symlinks=True)
    os.sync()


def packs(repository):
    """Names and sizes of the packs."""
    return {path.name: path.stat().st_size
            for path in (repository / 'objects' / 'pack').glob('*.pack')}


def bytes_under(folder):
    return sum(path.stat().st_size for path in folder.rglob('*') if path.is_file())
