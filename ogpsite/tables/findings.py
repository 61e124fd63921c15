"""The findings of the self-check as they stand in data files, written once for all that hold them."""

from __future__ import annotations

from collections.abc import Mapping

from ogpsite import jsonwords
from ogpsite.audit.data import finding_data
from ogpsite.model.facts import Edition
from ogpsite.model.once import once


@once
def written(edition: Edition) -> Mapping[tuple[str, str], jsonwords.Written]:
    """Every finding as JSON, by its plan and the id of its rule; the day and days up to it stay open."""
    return {
        (one.plan, one.rule.id): jsonwords.Written(jsonwords.written(finding_data(one, leaves=True)))
        for one in edition.findings
    }
