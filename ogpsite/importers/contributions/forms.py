"""Google Forms, Microsoft Forms, EUSurvey, LimeSurvey: how their tables look, and which of their columns is what."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ogpsite.importers.cells import Cell, Table
from ogpsite.importers.contributions import consent, personal
from ogpsite.importers.contributions.nouns import Entry, Ground, Harvest, Reply
from ogpsite.importers.contributions.sheet import Sheet, at, heading_of, read
from ogpsite.importers.daywords import folded
from ogpsite.importers.fault import ImportFault
from ogpsite.nouns import dataclass

TIMESTAMP = frozenset(
    "timestamp|marca temporal|horodateur|carimbo de data/hora|طابع زمني|zeitstempel|informazioni cronologiche|"
    "tijdstempel|отметка времени|позначка часу|sygnatura czasowa|marcaj de timp|cap waktu|zaman damgasi|"
    "dau thoi gian|時間戳記|时间戳记|タイムスタンプ|타임스탬프|χρονικη σημανση|marca de temps".split("|")
)
START = frozenset(
    "start time|hora de inicio|heure de debut|startzeit|ora di inizio|begintijd|وقت البدء|hora d inici".split("|")
)
END = frozenset(
    "completion time|hora de finalizacion|heure de fin|hora de conclusao|fertigstellungszeit|ora di completamento|"
    "tijd van voltooien|وقت الاكمال|وقت الانتهاء|hora de termino".split("|")
)
MODIFIED = frozenset(
    "last modified time|hora de la ultima modificacion|heure de la derniere modification|"
    "hora da ultima modificacao|وقت اخر تعديل".split("|")
)
LIME = {
    "key": "id|response id|id de respuesta|id de la respuesta|id de la reponse|id da resposta",
    "submitted": "submitdate|date submitted|fecha de envio|date de soumission|data de envio",
    "unread": "lastpage|last page|ultima pagina|derniere page|startlanguage|start language|lenguaje inicial|"
    "idioma inicial|langue de depart|seed|semilla|graine|semente|"
    "startdate|date started|fecha de inicio|date de lancement|data de inicio|"
    "datestamp|date last action|fecha de la ultima accion|date de la derniere action|data da ultima acao|interviewtime|"
    "total time|group time\\b.*|question time\\b.*|temps total|tiempo total",
}
LIME_MARKS = frozenset(
    "lastpage|last page|ultima pagina|derniere page|startlanguage|start language|lenguaje inicial|idioma inicial|"
    "langue de depart|submitdate|date submitted|date de soumission".split("|")
)
EU = {
    "key": "contribution id|id contribution|reference|identifiant( de la)? contribution|id (de la )?contribucion|"
    "id da contribuicao|id contribuicao",
    "received_on": "creation date|submission date|feedback date|date de creation|fecha de creacion|data de criacao|"
    "submitted on",
    "unread": "last update|languages?|langue|idioma|lingua|pais|pays|"
    "derniere mise a jour|langues|score|total score|user type|scope|alias|export date|"
    "organisation size|country( of origin)?|transparency register number|.*transparency register.*",
}
EU_MARKS = (
    {"contribution id"},
    {"id contribution"},
    {"id contribucion"},
    {"creation date", "last update"},
    {"feedback date", "publication privacy settings"},
)
TITLE = re.compile(
    r"(title|titulo|titre|subject|asunto|objet|assunto|عنوان)( (of|de|da|del|de la) (your |tu |su |votre |sua )?"
    r"(proposal|idea|contribution|comment|propuesta|proposition|proposta|aporte|contribuicao))?"
)
LONG = 60  # a personal column whose cells are longer than this on average is a question after all


@dataclass(frozen=True)
class Form:
    """One kind of form: its name for people, the mechanism, and the roles of its own columns by folded heading."""

    name: str
    mechanism: str
    own: Mapping[str, str]


FORMS: Mapping[str, Form] = {
    "google-forms": Form("Google Forms", "online-form", {"received_on": "|".join(map(re.escape, sorted(TIMESTAMP)))}),
    "microsoft-forms": Form(
        "Microsoft Forms",
        "online-form",
        {
            "key": "id",
            "received_on": "|".join(sorted(END)),
            "unread": "|".join(sorted(START | MODIFIED)) + "|language|total points|quiz feedback",
        },
    ),
    "eusurvey": Form("EUSurvey", "survey", EU),
    "limesurvey": Form("LimeSurvey", "survey", LIME),
}


def recognise(table: Table) -> str:
    """Which form wrote a table; empty where it is none of them."""
    header = header_of(table, "eusurvey")
    names = {plain(cell.text) for cell in row_at(table, header)}
    first = {plain(cell.text) for cell in row_at(table, 0)}
    if any(marks <= names for marks in EU_MARKS) or (header and "alias" in first):
        return "eusurvey"
    codes = {name.partition(".")[0] for name in first} | first
    if len(codes & LIME_MARKS) >= 2:
        return "limesurvey"
    if first & START and first & END:
        return "microsoft-forms"
    start = next((plain(cell.text) for cell in row_at(table, 0) if cell.text.strip()), "")
    return "google-forms" if start in TIMESTAMP else ""


def plain(text: str) -> str:
    """A heading as it is compared."""
    return " ".join(folded(text).replace("’", " ").replace("'", " ").split())


def row_at(table: Table, number: int) -> tuple[Cell, ...]:
    """A row, blank where there is none."""
    return table.rows[number] if number < len(table.rows) else ()


def header_of(table: Table, source: str) -> int:
    """The row of headings: below the lines `Alias` and `Export Date` of EUSurvey, else the first that is filled."""
    filled = [n for n, row in enumerate(table.rows[:30]) if any(cell.text.strip() for cell in row)]
    if source == "eusurvey":
        marks = [n for n in filled if {plain(cell.text) for cell in table.rows[n]} & {"alias", "export date"}]
        after = [n for n in filled if n > max(marks, default=-1)]
        return after[0] if after else 0
    return filled[0] if filled else 0


def harvest(source: str, tables: tuple[Table, ...], ground: Ground) -> Harvest:
    """All that the tables of one form give."""
    form = FORMS[source]
    entries: list[Entry] = []
    replies: list[Reply] = []
    rows: list[tuple[str, int]] = []
    for table in meant(source, tables, ground):
        sheet = understood(table, header_of(table, source), form.own, ground)
        rows.append((table.name, sum(1 for _ in sheet.rows())))
        found = read(sheet, ground)
        entries += found[0]
        replies += found[1]
    titled = alias_of(tables) if source == "eusurvey" else ""
    about = {"title": titled} if titled else {}
    return Harvest(
        channel=form.name,
        mechanism=form.mechanism,
        entries=tuple(entries),
        replies=tuple(replies),
        rows=tuple(rows),
        consultation=about,
    )


def meant(source: str, tables: tuple[Table, ...], ground: Ground) -> list[Table]:
    """The tables that the form wrote; other sheets of a workbook are noted, blank ones are not."""
    filled = [table for table in tables if any(cell.text.strip() for row in table.rows for cell in row)]
    own = [table for table in filled if recognise(table) == source] or filled
    for table in filled:
        if table not in own:
            ground.notes.add("unread", table.name, f"this sheet is not one of {FORMS[source].name}")
    return own


def alias_of(tables: tuple[Table, ...]) -> str:
    """The name that EUSurvey writes above the table."""
    for row in tables[0].rows[:5]:
        if plain(at(row, 0).text) == "alias":
            return at(row, 1).text.strip()
    return ""


def understood(table: Table, header: int, own: Mapping[str, str], ground: Ground) -> Sheet:
    """The table with a role for every column; each column's reading is in the report. Raises where none is text."""
    bare = Sheet(table=table, header=header, roles={})
    roles: dict[str, tuple[int, ...]] = {}
    private: dict[int, str] = {}
    for column, heading in enumerate(table.rows[header]):
        cells = bare.column(column)
        if not any(cell.text.strip() for cell in cells):
            if heading.text.strip():
                ground.notes.add("unread", heading.at, f"“{heading_of(bare, column)}” is blank in every row")
            continue
        role = role_of(heading.text, cells, own)
        kind = role.removeprefix("private:")
        if kind != role:
            private[column] = kind
        if kind in ("name", "account") and kind != role:
            role = "author" if kind == "name" else ""
        if role and not role.startswith("private:"):
            roles[role] = (*roles.get(role, ()), column)
            if role == "submitted":
                roles.setdefault("received_on", (column,))
        tell(role, kind, heading, bare, column, ground)
    if "text" not in roles:
        raise ImportFault(
            f"{table.file}: no column of {table.name!r} seems to hold the contributions' words",
            "write a map that says which one does (--map, see docs/import-contributions.md)",
        )
    return Sheet(table=table, header=header, roles=roles, personal=private)


def tell(role: str, kind: str, heading: Cell, sheet: Sheet, column: int, ground: Ground) -> None:
    """Note how a column is read."""
    name = heading_of(sheet, column) or "(no heading)"
    if kind in personal.KINDS:
        kept = "kept below `private:`" if ground.options.private else "left out (--private keeps them, unpublished)"
        why = "shown only with consent" if role == "author" else kept
        ground.notes.add("unread", heading.at, f"“{name}” holds {personal.KINDS[kind]}: {why}")
    elif role in ("unread", "privacy"):
        why = "acceptance of the privacy notice" if role == "privacy" else "a column of the form itself"
        ground.notes.add("unread", heading.at, f"“{name}” is not read: {why}")
    else:
        ground.notes.add("remark", heading.at, f"“{name}” is read as {role}")


def role_of(heading: str, cells: list[Cell], own: Mapping[str, str]) -> str:
    """What a column is: a role, `private:KIND`, `privacy`, or `unread`."""
    name = plain(heading)
    for role, names in own.items():
        if any(re.fullmatch(names, word) for word in (name, name.partition(".")[0]) if word):
            return role
    asked = consent.asks(heading, cells)
    if asked:
        return {"name": "consent", "contribution": "publish"}.get(asked, asked)
    filled = [len(cell.text) for cell in cells if cell.text.strip()]
    long = bool(filled) and sum(filled) > LONG * len(filled)
    words = heading.partition(". ")[2] if re.match(r"\w+\. \S", heading) else heading
    if personal.is_body(words) and not long:
        return "organisation"
    kind = personal.kind_of(words)
    if (kind and not long) or (kind := personal.kind_of_cells(cells)):
        return f"private:{kind}"
    return "title" if TITLE.fullmatch(name) else "text"
