"""Google Forms, Microsoft Forms, EUSurvey, LimeSurvey: how their tables look, and which of their columns is what."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ogpsite.importers.cells import Cell, Table
from ogpsite.importers.contributions import consent, personal
from ogpsite.importers.contributions.nouns import Entry, Ground, Harvest, Reply
from ogpsite.importers.contributions.sheet import Sheet, at, heading_of, read
from ogpsite.importers.daywords import folded
from ogpsite.importers.fault import ImportFault

TIMESTAMP = frozenset(
    "timestamp|marca temporal|horodateur|carimbo de data/hora|طابع زمني|zeitstempel|informazioni cronologiche|tijdstempel|"
    "отметка времени|позначка часу|sygnatura czasowa|marcaj de timp|cap waktu|zaman damgasi|dau thoi gian|時間戳記|时间戳记|"
    "タイムスタンプ|タイムスタンプ|타임스탬프|χρονικη σημανση|marca de temps".split("|")
)
START = frozenset("start time|hora de inicio|heure de debut|startzeit|ora di inizio|begintijd|وقت البدء|hora d inici".split("|"))
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
    "unread": "lastpage|last page|ultima pagina|derniere page|startlanguage|start language|lenguaje inicial|idioma inicial|"
    "langue de depart|seed|startdate|date started|fecha de inicio|date de lancement|data de inicio|datestamp|"
    "date last action|fecha de la ultima accion|date de la derniere action|data da ultima acao|interviewtime|total time|"
    "group time\\b.*|question time\\b.*|temps total|tiempo total",
}
LIME_MARKS = frozenset(
    "lastpage|last page|ultima pagina|derniere page|startlanguage|start language|lenguaje inicial|idioma inicial|"
    "langue de depart|submitdate|date submitted|date de soumission".split("|")
)
EU = {
    "key": "contribution id|reference|identifiant de la contribution|id de la contribucion",
    "received_on": "creation date|submission date|feedback date|date de creation|fecha de creacion|data de criacao|submitted on",
    "unread": "last update|languages?|derniere mise a jour|langues|score|total score|user type|scope|alias|export date|"
    "organisation size|country( of origin)?|transparency register number|.*transparency register.*",
}
EU_MARKS = ({"contribution id"}, {"creation date", "last update"}, {"feedback date", "publication privacy settings"})
TITLE = re.compile(
    r"(title|titulo|titre|subject|asunto|objet|assunto|عنوان)( (of|de|da|del|de la) (your |tu |su |votre |sua )?"
    r"(proposal|idea|contribution|comment|propuesta|proposition|proposta|aporte|contribuicao))?"
)
ORGANISATION_FORM = re.compile(r"sector|type of (respondent|organi[sz]ation)|giving my contribution as|tipo de (entidad|organizacion)")
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
        {"key": "id", "received_on": "|".join(sorted(END)), "unread": "|".join(sorted(START | MODIFIED)) + "|language|total points|quiz feedback"},
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
    for table in tables:
        if not any(cell.text.strip() for row in table.rows for cell in row):
            continue
        sheet = understood(table, header_of(table, source), form.own, ground)
        rows.append((table.name, sum(1 for _ in sheet.rows())))
        found = read(sheet, ground)
        entries += found[0]
        replies += found[1]
    titled = alias_of(tables) if source == "eusurvey" else ""
    about = {"title": titled} if titled else {}
    return Harvest(form.name, form.mechanism, tuple(entries), tuple(replies), rows=tuple(rows), consultation=about)
