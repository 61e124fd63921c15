"""A finished site to where it is served from: the kinds of targets, in a table, and the order of the steps.

A target knows what it serves now, takes a new release so that a reader sees the old site or the new one, and can go
back. Credentials come from the tools that people already use (ssh, git, the AWS settings), never from `site.yaml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ogpsite.model import records
from ogpsite.model.placeholders import examples_in
from ogpsite.problems import Place, Problem, of_field, phrase
from ogpsite.publish.address import Address, parsed
from ogpsite.publish.folder import FolderTarget
from ogpsite.publish.git import GitTarget
from ogpsite.publish.objects import ObjectTarget
from ogpsite.publish.release import Plan, Release, Target, Where, failed
from ogpsite.publish.ssh import RsyncTarget, SftpTarget
from ogpsite.publish.zipped import ZipTarget

TARGETS: dict[str, Callable[[Address, Where], Target]] = {
    "folder": FolderTarget,
    "zip": ZipTarget,
    "git": GitTarget,
    "sftp": SftpTarget,
    "rsync": RsyncTarget,
    "s3": ObjectTarget,
}


def target_of(name: str, known: Mapping[str, str], where: Where) -> Target:
    """A target by its name in `site.yaml`, or by its address. Raises Refused in plain words."""
    if name not in known and ":" not in name:
        named = f"targets in site.yaml: {', '.join(sorted(known))}" if known else "site.yaml names no target"
        hint = f"{named}; or write an address: folder:/srv/www/site"
        raise failed(name, f"there is no target {name!r}", hint)
    address = parsed(known.get(name, name))
    return TARGETS[address.kind](address, where)


def examples(settings: records.Settings, base_url: str) -> Iterator[Problem]:
    """Warnings of an address and a mailbox that are still those of `init`: readers are sent there."""
    for name, value in examples_in(settings):
        if name != "url" or not base_url:
            told = of_field(name, phrase("{word} is an example, and belongs to nobody", word=repr(value)))
            yield Problem(
                Place("site.yaml"), "placeholder", told, phrase("write your own: readers are sent there"), False
            )


def plan(release: Release, target: Target) -> Plan:
    """What would change at the target."""
    return Plan.between(target.published(), release.files)


def owed(plan: Plan, let_go: bool) -> None:
    """Raises Refused where pages that are served now would vanish. The build answers at every address of the ledger, so
    these are in none: somebody published from sources whose ledger did not come back here.
    """
    pages = [f"/{path.removesuffix('index.html')}" for path in plan.removed if path.endswith("index.html")]
    if pages and not let_go:
        more = f" and {len(pages) - 1} more" if len(pages) > 1 else ""
        message = f"{pages[0]}{more} would vanish: served now, but neither in this site nor in its ledger"
        hint = "get addresses.csv from where it was published last; if they were a mistake, add --let-go"
        raise failed("addresses.csv", message, hint)
