"""What stops an import, in words for a person: what is wrong and where, and what to do about it."""

from __future__ import annotations


class ImportFault(Exception):  # noqa: N818 - told in plain words; it is a fault of the files, not of the program
    """A file or a map that cannot be understood. Nothing has been written when it is raised."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message}\n       = {self.hint}" if self.hint else self.message
