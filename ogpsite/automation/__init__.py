"""The files that let a host of git build and publish a site by itself: for `init --ci github|gitlab`.

They lie beside this module as they are written, with `{{version}}`, `{{python}}` and `{{branch}}` to fill in.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources

import ogpsite

PYTHON = "3.12"
BRANCH = "main"
FILES = {
    # the host, and its files: where each goes, and its name beside this module
    "github": {
        ".github/workflows/site.yaml": "github-site.yaml",
        ".github/workflows/links.yaml": "github-links.yaml",
        ".github/dependabot.yml": "github-dependabot.yml",
    },
    "gitlab": {".gitlab-ci.yml": "gitlab.yml"},
    "none": {},
}
SHARED = {
    "requirements.txt": "requirements.txt",
    ".devcontainer/devcontainer.json": "devcontainer.json",
    ".devcontainer/Dockerfile": "Dockerfile",
}


def files(host: str) -> Iterator[tuple[str, str]]:
    """The files for a host (`github`, `gitlab`; nothing for `none`), as (path, text)."""
    wanted = FILES[host]
    for path, name in sorted({**wanted, **(SHARED if wanted else {})}.items()):
        text = resources.files(__name__).joinpath(name).read_text("utf-8")
        for word, value in (("version", ogpsite.__version__), ("python", PYTHON), ("branch", BRANCH)):
            text = text.replace(f"{{{{{word}}}}}", value)
        yield path, text
