"""What the glossary shows: every word of OGP with its explanation."""

from __future__ import annotations

from ogpsite.views.shell import Frame, shell
from ogpsite.views.terms import ADDRESS, TERMS, term
from ogpsite.views.tongue import Tongue, View


def page(tongue: Tongue) -> View:
    """Every word with its explanation."""
    view = {"terms": [{"key": key, **term(tongue, key)} for key in TERMS]}
    return view | shell(tongue, Frame(tongue.say("Glossary"), ADDRESS))
