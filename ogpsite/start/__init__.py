"""First files: a site (`init`), a record (`new`), reports (`report`), a translation (`translate`), editors' helpers.

Never overwrites anything that somebody wrote.
"""

from __future__ import annotations

from ogpsite.start.record import record_file
from ogpsite.start.report import report_files
from ogpsite.start.site import Answers, site_files
from ogpsite.start.translation import translation_file, translation_path
from ogpsite.start.workbench import MARK, workbench_files
from ogpsite.start.writing import create, renew

__all__ = [
    "MARK",
    "Answers",
    "create",
    "record_file",
    "renew",
    "report_files",
    "site_files",
    "translation_file",
    "translation_path",
    "workbench_files",
]
