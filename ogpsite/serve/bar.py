"""What the preview bar says of a page: its files, what is wrong with them, translations, drafts, and the self-check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ogpsite.derive.texts import texts_of
from ogpsite.model import findings, kinds, records
from ogpsite.problems import Place, Problem, Say, as_data
from ogpsite.serve.editors import Editor
from ogpsite.serve.standing import Shown
from ogpsite.views import standards
from ogpsite.words import Words

Data = dict[str, Any]


def about(shown: Shown, path: str, problems: Iterable[Problem], root: Path, editor: Editor, say: Say) -> Data:
    """Everything that the bar shows for the page in the file `path`."""
    if shown.found.at(path) is None:
        return {"source": None, "sources": [], "warnings": [], "translations": [], "draft": ""}
    page, language = shown.at(path)
    at = page.place(shown.edition)
    record = shown.edition.site.by_uid.get("home:home") if page.address == "/" else record_of(shown, at)
    place = record.meta.place if record else at
    sources = [file_data(root, one, editor) for one in places_of(shown, record, place)]
    files = {source["path"] for source in sources}
    own = [problem for problem in problems if problem.place.path in files and may_tell(shown, problem)]
    return {
        "source": sources[0] if sources else None,
        "sources": sources[1:],
        "template": page.template,
        "language": language,
        "warnings": [problem_data(root, problem, editor, say) for problem in own],
        "translations": list(translations(shown, record, root, editor)) if record else [],
        "draft": draft(shown, record),
    }


def may_tell(shown: Shown, problem: Problem) -> bool:
    """Whether a problem may be told beside a page. In a preview without drafts, those of what such a preview doesn't
    show are left out: a list holds public records beside hidden ones, and words that were taken back."""
    path, line = problem.place.path, problem.place.line
    if shown.edition.site.drafts or path.endswith(".md"):
        return True
    return any(
        line == one.meta.place.line or line in one.meta.lines.values()
        for one in shown.edition.site.by_uid.values()
        if one.meta.place.path == path and not is_taken_back(one)
    )


def is_taken_back(record: records.Record) -> bool:
    """Whether the words of a record, or the name of whoever wrote them, may not be shown."""
    if not isinstance(record, records.Contribution):
        return False
    unnamed = record.attribution not in ("named", "organisation")
    return bool(record.withdrawn or record.moderation == "rejected" or unnamed)


def record_of(shown: Shown, place: Place) -> records.Record | None:
    """The record that a page is about; None for a page that is made of many."""
    found = (one for one in shown.edition.site.by_uid.values() if one.meta.place == place)
    return next((one for one in found if one.meta.kind != "settings"), None)


def places_of(shown: Shown, record: records.Record | None, place: Place) -> Iterator[Place]:
    """The file that a page is made from, then those of the records that belong to it, each once."""
    yield place
    seen = {place.path}
    for child in shown.edition.site.children.get(record.uid, ()) if record else ():
        if child.meta.place.path not in seen and len(seen) < MOST:
            seen.add(child.meta.place.path)
            yield child.meta.place


MOST = 12  # files of one page that are named


def file_data(root: Path, place: Place, editor: Editor) -> Data:
    return {"path": place.path, "line": place.line, "href": editor.href(root, place)}


def problem_data(root: Path, problem: Problem, editor: Editor, say: Say) -> Data:
    """A problem as the overlay and the bar show it, with the address that opens its file."""
    return {**as_data(problem, say), "href": editor.href(root, problem.place)}


def translations(shown: Shown, record: records.Record, root: Path, editor: Editor) -> Iterator[Data]:
    """For each further language of the site: how many texts of the record are missing, and the file they belong in."""
    if isinstance(record, records.Contribution) or kinds.KINDS[record.meta.kind].holds != "file":
        return
    first, *others = shown.edition.site.languages
    texts = [text for text in texts_of(record) if text[first]]
    words = shown.theme.words(first)
    for language in others:
        path = f"{record.meta.place.path.removesuffix('.md')}.{language}.md"
        missing = sum(not text[language] for text in texts)
        yield {
            "language": language,
            "name": words.name_of(language),
            "texts": len(texts),
            "missing": missing,
            "path": path,
            "there": (root / path).is_file(),
            "href": editor.href(root, Place(path, 1)),
        }


def checks_of(shown: Shown, path: str) -> list[Data]:
    """The findings of the self-check that the record of a page proves or breaks; on a large site that takes a while."""
    if shown.found.at(path) is None:
        return []
    record = record_of(shown, shown.at(path)[0].place(shown.edition))
    return list(checks(shown, record)) if record else []


def checks(shown: Shown, record: records.Record) -> Iterator[Data]:
    """The findings that a record proves or breaks, the worst first."""
    said = shown.theme.words(shown.edition.site.languages[0])
    own = {record.uid, *(child.uid for child in shown.edition.site.children.get(record.uid, ()))}
    found = [one for one in shown.edition.findings if own & {*one.proofs, *one.breaks}]
    for finding in sorted(found, key=lambda one: (findings.WORST_FIRST.index(one.state), one.rule.id)):
        yield {
            "rule": finding.rule.id,
            "title": str(said.say(finding.rule.title)),
            "state": finding.state,
            "words": str(said.say(findings.STATES[finding.state])),
            "breaks": bool(own & set(finding.breaks)),
            "href": standard_address(shown, finding),
        }


def standard_address(shown: Shown, finding: findings.Finding) -> str:
    """The page of the requirement that a finding belongs to."""
    for phase in (finding.phase, ""):
        address = standards.address(finding.rule.group, phase)
        if address in shown.addresses:
            return address
    return "/standards/"


def draft(shown: Shown, record: records.Record | None) -> str:
    """Why a record isn't public yet: `draft`, the day from which it is, or nothing."""
    if record is None:
        return ""
    if record.draft:
        return "draft"
    day = record.published_on
    return day.isoformat() if day and day > shown.edition.site.day and record.meta.kind != "plan" else ""


def said(words: Words) -> dict[str, str]:
    """The words of the bar and the overlay in the site's first language, by their English ones."""
    names = {name: f"{{{name}}}" for name in ("count", "day", "file", "language", "error")}
    return {one: words.unbroken(str(words.say(one, **names))) for one in WORDS}


WORDS = (
    "Preview",
    "This page is made from many records.",
    "Also shown here: {file}",
    "Template: {file}",
    "Open in the editor",
    "Draft: only the preview shows this page",
    "Not public before {day}",
    "Nothing is wrong with this page.",
    "Problems here: {count}",
    "Translations",
    "Complete: {language}",
    "Texts missing in {language}: {count}",
    "Write the translation into {file}",
    "Make the file",
    "The file is there now: {file}",
    "Self-check: results that this record influences",
    "The site as of",
    "Today",
    "Hide the bar",
    "Details",
    "Something must be mended first: {count}",
    "You see the last good site. It is renewed as soon as the files are in order.",
    "Hide",
    "Show the problems: {count}",
    "The preview has stopped. It is looked for again.",
    "This page is no part of the site any more.",
    "The preview could not do that: {error}",
)
