"""`manifest-sha256.txt`: the SHA-256 of every file of the site, in the form that `sha256sum --check` reads."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from ogpsite.model.manifest import NAME, is_listed, written
from ogpsite.model.site import Output
from ogpsite.model.values import Stored


def make(outputs: Iterable[Output], files: Mapping[str, Stored]) -> Output:
    """The manifest of all other outputs. `files` says what is known of the content files that are copied."""
    digests = {one.path: one.sha256 or digest(one, files) for one in outputs if is_listed(one.path)}
    return Output(NAME, written(digests))


def digest(output: Output, files: Mapping[str, Stored]) -> str:
    """The SHA-256 of a file of which it isn't known yet."""
    if output.copy_of:
        return files[output.copy_of].sha256
    return hashlib.sha256(output.data).hexdigest()
