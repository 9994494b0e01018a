"""Objects and refs of a bare git repository, read with the stock `git` program."""

import subprocess


class Damaged(ValueError):
    """Git itself refuses the repository."""


class Repository:
    """One bare repository. Reads only; close() ends the program that reads."""

    def __init__(self, path):
        self.path = str(path)
        self.process = None

    def run(self, *arguments):
        done = subprocess.run(["git", "--git-dir", self.path, *arguments], check=False,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode:
            raise Damaged(done.stderr.decode("utf-8", "replace").strip())
        return done.stdout

    def check(self):
        """Raises Damaged unless every object is what its id says and has the form git wants."""
        self.run("fsck", "--strict", "--no-dangling", "--no-progress")

    def refs(self):
        """Names of refs to ids of objects."""
        lines = self.run("for-each-ref", "--format=%(refname) %(objectname)").decode().splitlines()
        return dict(line.split(" ") for line in lines)

    def commits(self, tip):
        """Ids of a chain of commits, the first one first; what has two parents is in it too."""
        return self.run("rev-list", "--reverse", tip).decode().split()

    def read(self, oid):
        """Type and content of an object."""
        if self.process is None:
            self.process = subprocess.Popen(["git", "--git-dir", self.path, "cat-file", "--batch"],
                                            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.process.stdin.write(oid.encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline().decode().split()
        if len(line) != 3:
            raise Damaged(f"no object {oid}")
        content = self.process.stdout.read(int(line[2]))
        self.process.stdout.read(1)
        return line[1], content

    def close(self):
        if self.process is not None:
            self.process.stdin.close()
            self.process.stdout.close()
            self.process.wait()
            self.process = None
