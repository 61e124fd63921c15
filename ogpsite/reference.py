"""The reference pages of the docs, made from the declarations: fields of every record, and every error code."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ogpsite.audit import SETS, rules_of
from ogpsite.audit.guide import INTRO, NAMED
from ogpsite.model import kinds, vocabulary
from ogpsite.model.fields import Field, fields_of
from ogpsite.model.findings import CONFIDENCE, GAPS, GROUPS, PHASES, REMARKS, Rule
from ogpsite.model.records import Evidence, Record
from ogpsite.problems import CODES

MADE = "<!-- Made from the declarations by `make reference`; do not edit. -->"
FORMS = {
    "text": "text (L)",
    "prose": "Markdown (L)",
    "word": "word or words",
    "key": "key",
    "day": "day: `2026-06-30`",
    "due": "due date",
    "since": "day, month, quarter or year",
    "number": "number",
    "percent": "number from 0 to 100",
    "whole": "whole number",
    "boolean": "`true` or `false`",
    "url": "web address",
    "link": "web address, or address of this site",
    "email": "e-mail address",
    "contact": "web address or e-mail address",
    "address": "address of this site: `/old/`",
    "file": "file",
    "evidence": "list of evidence",
    "proof": "evidence",
    "answers": "keys of contributions, or `all`",
    "count-or-ref": "whole number, or a consultation",
    "party": "organisation, or words (L)",
    "supporting": "groups of organisations, or one list",
    "languages": "list of language codes",
    "zone": "time zone",
    "month-day": "month and day: `04-01`",
    "colour": 'colour: `"#1a5fb4"`',
    "ogp-id": "OGP id: `US0113`",
    "sdg": "goal `1` to `17`, or target `16.7`",
    "policy-area": "policy area",
    "names": "key and name (L) on each line",
    "pairs": "old and new address on each line",
    "targets": "a name and an address for each target, as `web: sftp://me@host/srv/www/site`",
    "csp": "directive and sources on each line",
    "period": "`{label L, start, end}`",
}


def pages() -> dict[str, str]:
    """The pages by their path below the project's folder."""
    return {"docs/fields.md": fields_page(), "docs/errors.md": errors_page(), "docs/audit.md": audit_page()}


def errors_page() -> str:
    """One paragraph for each code."""
    lines = [
        "# Errors and warnings",
        "",
        MADE,
        "",
        "Every message names the file and the line, says what is wrong, shows the line, and says what to do:",
        "",
        "```text",
        "content/plans/2025-2028/plan.md:4: error: end: '2028-12-32' is not a day: December has 31 days  [value]",
        "     4 | end: 2028-12-32",
        "       = write a day as 2026-06-30",
        "```",
        "",
        "An **error** stops the build, and the site stays as it was. A **warning** doesn't, except with `--strict`. "
        "The word in brackets is the code; here is what each means.",
        "",
    ]
    for code, words in sorted(CODES.items()):
        lines += [f"## {code}", "", words, ""]
    return "\n".join(lines)


def fields_page() -> str:
    """Every kind of record with its places, its address and its fields."""
    lines = [
        "# Field reference",
        "",
        MADE,
        "",
        "`*` marks a required field. **L** marks a text that can be translated: `{en: Lead, fr: Pilote}`, or in a "
        "sibling file such as `commitment.fr.md`. How dates, references, files and evidence are written stands in "
        "[Writing content](writing.md).",
        "",
        "Every record also takes `draft`, `published_on`, `aliases` and `private`.",
        "",
    ]
    groups: dict[str, type] = {"Evidence": Evidence}
    for kind in kinds.TABLE:
        lines += kind_lines(kind)
        record: type = kind.record
        for spec in fields_of(record):
            collect(spec, groups)
    lines += ["## Groups", "", "Fields that hold fields.", ""]
    for name, type_ in sorted(groups.items()):
        lines += [f"### {name}", "", first_sentence(type_), "", *table(type_), ""]
    lines += ["## Lists of codes", ""]
    for name, codes in vocabulary.VOCABULARIES.items():
        shown = ", ".join(f"`{code}` ({words})" for code, words in codes.items())
        lines += [f"**{name.lower().replace('_', ' ')}**: {shown}", ""]
    return "\n".join(lines).rstrip() + "\n"


def kind_lines(kind: kinds.Kind) -> Iterator[str]:
    """The section of one kind."""
    yield from (f"## {kind.singular}", "", first_sentence(kind.record), "")
    yield f"File: {' or '.join(f'`{shown(path)}`' for path in kind.files)}"
    if kind.address:
        yield f"<br>Address: `{shown(kind.address)}`" + (" (a part of its page)" if kind.address[0] == "#" else "")
    yield ""
    yield from table(kind.record)
    yield ""


def shown(pattern: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: found[1].upper(), pattern)


def first_sentence(type_: type) -> str:
    return (type_.__doc__ or "").split("\n\n")[0].replace("\n", " ").strip()


def table(type_: type) -> Iterator[str]:
    """The fields of a type as a table."""
    yield "| field | what | form |"
    yield "|---|---|---|"
    common = {"draft", "published_on", "aliases"} if issubclass(type_, Record) else set()
    for spec in fields_of(type_):
        if spec.name not in common:
            star = "*" if spec.required else ""
            yield f"| `{spec.name}`{star} | {spec.doc} | {form(spec)} |"


def form(spec: Field) -> str:
    """How the value of a field is written."""
    if spec.kind == "choice":
        one = " · ".join(f"`{code}`" for code in spec.choices)
    elif spec.kind == "ref":
        names = {"*": "any record", "theme": "theme of the plan", "milestone": "milestone"}
        one = " or ".join(names.get(kind) or kinds.KINDS[kind].singular.lower() for kind in spec.to)
    elif spec.kind in ("group", "items", "map") and spec.of:
        before = {"group": "", "items": "list of ", "map": "by key: "}[spec.kind]
        one = f"{before}[{spec.of.__name__}](#{anchor(spec.of)})"
    else:
        one = FORMS[spec.kind]
    return f"list of: {one}" if spec.many else one


def anchor(type_: type) -> str:
    return type_.__name__.lower()


def collect(spec: Field, groups: dict[str, type]) -> None:
    """Adds the groups that a field holds, and those inside them."""
    if spec.of is None or spec.of.__name__ in groups:
        return
    groups[spec.of.__name__] = spec.of
    for inner in fields_of(spec.of):
        collect(inner, groups)


def audit_page() -> str:
    """The rules of the self-check, their sources, how they are counted, and the words of what is found."""
    rules = rules_of("national-2022")
    lines = ["# The self-check", "", MADE, "", *INTRO.splitlines(), "", "| label | meaning |", "|---|---|"]
    lines += [f"| {label} | {words} |" for label, words in CONFIDENCE.items()]
    lines += ["", "## Rules", "", "| rule | what is asked | figures | phase | how sure | source, as read |"]
    lines += ["|---|---|---|---|---|---|"]
    lines += [rule_row(rule) for rule in rules.values()]
    lines += ["", "### How they are counted", ""]
    for group, title in GROUPS.items():
        lines += [f"**{title}**", ""]
        lines += [f"- **{rule.id}** {rule.title}. {rule.counted}" for rule in rules.values() if rule.group == group]
        lines += [""]
    lines += ["### Which records are named", "", "| rule | `proofs` | `breaks` |", "|---|---|---|"]
    lines += [f"| {rule} | {proofs} | {breaks} |" for rule, (proofs, breaks) in NAMED.items()]
    lines += [""]
    for name in SETS:
        lines += set_lines(name, rules)
    lines += ["## Codes", "", "Gaps and notes:", "", "| code | words |", "|---|---|"]
    lines += [f"| `{code}` | {words} |" for code, words in GAPS.items()]
    lines += ["", "Remarks:", "", "| code | words |", "|---|---|"]
    lines += [f"| `{code}` | {words} |" for code, words in REMARKS.items()]
    return "\n".join(lines) + "\n"


def rule_row(rule: Rule) -> str:
    source = f"[{rule.source.partition('//')[2]}]({rule.source}), {rule.read_on}" if rule.source else ""
    return f"| {rule.id} | {rule.wording} | {figures(rule)} | {PHASES[rule.phase]} | {rule.confidence} | {source} |"


def figures(rule: Rule) -> str:
    return "; ".join(f"{name.replace('_', ' ')}: {value}" for name, value in rule.figures.items())


def set_lines(name: str, basis: Mapping[str, Rule]) -> Iterator[str]:
    """What a rule set changes against the default one."""
    changed = {one: rule for one, rule in rules_of(name).items() if rule != basis[one]}
    if changed:
        yield from (f"### What `{name}` changes", "")
        out = ", ".join(one for one, rule in changed.items() if not rule.applies)
        yield f"Left out (`not_applicable`): {out}."
        yield ""
        for one, rule in changed.items():
            if rule.applies:
                yield f"- **{one}** {rule.wording} ({figures(rule)}; {rule.confidence}; {rule.source})"
        yield ""
