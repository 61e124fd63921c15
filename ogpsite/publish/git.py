"""A branch of a git repository that holds nothing but the site: Pages of GitHub, GitLab, Codeberg and others.

Made with git's own plumbing in a repository of its own, so that the sources' work tree and branches stay as they are.
A push moves the branch in one step: readers see the old site or the new.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from ogpsite.publish.address import Address
from ogpsite.publish.release import Plan, Release, Where, failed, listed, listing, nothing_before
from ogpsite.publish.running import attempt, run
from ogpsite.write.manifest import MANIFEST as STATE

NOBODY = ("-c", "user.name=ogpsite", "-c", "user.email=ogpsite@localhost")


class GitTarget:
    """`git:REMOTE#BRANCH`: REMOTE is a remote's name in the site's repository, an address, or a path."""

    def __init__(self, address: Address, where: Where) -> None:
        self.address, self.where = address, where
        self.ref = f"refs/heads/{address.branch}"
        self.remote = self.url()

    def url(self) -> str:
        """The remote's address; one that is a path counts from the site's folder."""
        place = self.address.place
        code, out, _ = attempt(self.address.text, ["git", "-C", str(self.where.root), "remote", "get-url", place])
        if not code:
            place = out.decode().strip()
        path = self.where.root / place
        return str(path.absolute()) if path.exists() else place

    def published(self) -> Mapping[str, str]:
        with tempfile.TemporaryDirectory() as name:
            work = Work(self, Path(name))
            return listed(work.file(work.tip, STATE)) if work.fetch(1) else {}

    def send(self, release: Release, plan: Plan) -> None:
        with tempfile.TemporaryDirectory() as name:
            work = Work(self, Path(name))
            work.fetch(self.where.keep)
            tree = work.tree_of(release)
            words = f"Publish {len(release.files)} files ({len(plan.added)} new, {len(plan.changed)} changed)"
            work.push([*work.trees(self.where.keep - 1), tree], words)

    def rollback(self) -> str:
        with tempfile.TemporaryDirectory() as name:
            work = Work(self, Path(name))
            most = max(self.where.keep, 2)
            trees = work.trees(most) if work.fetch(most) else []
            if len(trees) < 2:
                raise nothing_before(self.address.text)
            work.push(trees[:-1], "Go back to the release before")
            return self.address.branch


class Work:
    """A bare repository for one push."""

    def __init__(self, target: GitTarget, folder: Path) -> None:
        self.target, self.git, self.tip = target, folder / "site.git", ""
        self.run("init", "--quiet", "--bare", str(self.git))

    def run(self, *words: str, given: bytes = b"") -> str:
        return run(self.target.address.text, self.words(words), given).decode().strip()

    def words(self, words: Sequence[str]) -> list[str]:
        settings = ["-c", "core.autocrlf=false", "-c", "core.quotePath=false", "-c", "gc.auto=0"]
        return ["git", f"--git-dir={self.git}", *settings, *words]

    def fetch(self, depth: int) -> bool:
        """The branch as it is there; False where it isn't yet."""
        found = self.run("ls-remote", self.target.remote, self.target.ref)
        if not found:
            return False
        self.tip = found.split()[0]
        self.run("fetch", "--quiet", f"--depth={depth}", self.target.remote, self.tip)
        if not self.file(self.tip, STATE):
            message = f"the branch {self.target.address.branch!r} holds files that ogpsite did not write"
            hint = "name another branch: git:REMOTE#BRANCH"
            raise failed(self.target.address.text, message, hint)
        return True

    def file(self, commit: str, path: str) -> bytes:
        code, out, _ = attempt(self.target.address.text, self.words(("cat-file", "blob", f"{commit}:{path}")))
        return b"" if code else out

    def tree_of(self, release: Release) -> str:
        """The files as git knows them, whatever ignore rules say."""
        paths = "\0".join(sorted(release.files)).encode()
        self.run(f"--work-tree={release.folder}", "update-index", "--add", "-z", "--stdin", given=paths)
        blob = self.run("hash-object", "-w", "--stdin", given=listing(release.files))
        self.run("update-index", "--add", "--cacheinfo", f"100644,{blob},{STATE}")
        return self.run("write-tree")

    def trees(self, most: int) -> list[str]:
        """The trees of the last commits of the branch, oldest first."""
        if not self.tip or not most:
            return []
        return self.run("log", f"--max-count={most}", "--format=%T", self.tip).split()[::-1]

    def push(self, trees: Sequence[str], words: str) -> None:
        """The branch as a short history of these trees; refused where somebody else moved it meanwhile."""
        who = () if self.known() else NOBODY
        parent = ""
        for number, tree in enumerate(trees, 1):
            said = words if number == len(trees) else "Publish (an earlier release)"
            above = ("-p", parent) if parent else ()
            parent = self.run(*who, "commit-tree", tree, *above, "-m", said)
        ref = self.target.ref
        self.run("push", "--quiet", f"--force-with-lease={ref}:{self.tip}", self.target.remote, f"{parent}:{ref}")

    def known(self) -> bool:
        """Whether git knows who commits."""
        return not attempt(self.target.address.text, self.words(("var", "GIT_COMMITTER_IDENT")))[0]
