"""Writes the reference pages of the docs anew from the declarations: `make reference`."""

from pathlib import Path

from ogpsite.cli.reference import pages as of_commands
from ogpsite.reference import pages

ROOT = Path(__file__).parent.parent

if __name__ == "__main__":
    for path, text in {**pages(), **of_commands()}.items():
        (ROOT / path).write_text(text, "utf-8", newline="\n")
