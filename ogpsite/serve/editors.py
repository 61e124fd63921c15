"""Opening a file in the editor's program: the addresses that programs register for themselves, such as `vscode://`."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from ogpsite.nouns import dataclass
from ogpsite.problems import Place

EDITORS = {
    # {path} is the whole path with its signs escaped, {line} the line
    "vscode": "vscode://file/{path}:{line}",
    "vscodium": "vscodium://file/{path}:{line}",
    "cursor": "cursor://file/{path}:{line}",
    "zed": "zed://file/{path}:{line}",
    "idea": "idea://open?file=/{path}&line={line}",
    "pycharm": "pycharm://open?file=/{path}&line={line}",
    "sublime": "subl://open?url=file:///{path}&line={line}",
    "textmate": "txmt://open?url=file:///{path}&line={line}",
}


@dataclass(frozen=True)
class Editor:
    """How a file is opened; without a pattern, it isn't."""

    pattern: str = ""

    def href(self, root: Path, place: Place) -> str:
        """The address that opens a place in the editor, or an empty text."""
        if not self.pattern:
            return ""
        path = quote((root / place.path).absolute().as_posix().lstrip("/"), safe="/")
        return self.pattern.replace("{path}", path).replace("{line}", str(max(place.line, 1)))


def editor_of(name: str) -> Editor:
    """The editor of a name, or of a pattern of one's own. Raises ValueError in plain words."""
    if not name or name in EDITORS:
        return Editor(EDITORS.get(name, ""))
    scheme = name.partition(":")[0].lower()
    if "{path}" not in name or "://" not in name or scheme in ("http", "https", "javascript", "data", "file"):
        known = ", ".join(EDITORS)
        raise ValueError(f"name one of {known}, or a pattern such as myeditor://open?file={{path}}&line={{line}}")
    return Editor(name)
