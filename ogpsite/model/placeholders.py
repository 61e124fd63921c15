"""Which words say that a text is still to be written: as a whole value, or as a whole paragraph (content-model 6)."""

from __future__ import annotations

import re

PLACEHOLDER = re.compile(
    r"\W*(lorem ipsum\b.*|tbd|tbc|to be (determined|confirmed|completed|added)|xxx+|todo|t[ií]tulo del hito|"
    r"[aà] (compléter|completer|définir|definir)|por (definir|completar))\W*",
    re.I | re.S,
)
