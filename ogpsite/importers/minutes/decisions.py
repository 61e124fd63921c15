"""“Decision:” and “Action:” in five languages → decisions with their owner and due date, where the text says them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ogpsite.importers import daywords
from ogpsite.importers.atlas import fold
from ogpsite.importers.daywords import folded
from ogpsite.importers.minutes.attendance import Known, mentioned
from ogpsite.importers.minutes.blocks import Block, Grid, Heading, Item, said, words_of
from ogpsite.nouns import dataclass

DECISION = (
    r"decisions?(?: taken| made)?|decided|resolutions?|resolved|agreed|agreements?|"
    r"decision(?:es)?(?: tomadas?)?|acuerdos?|"
    r"resolucion(?:es)?|se acuerda|se decide|decisions? prises?|decis(?:ao|oes)|deliberac(?:ao|oes)|"
    r"resoluc(?:ao|oes)|acordos?|"
    r"(?:ال)?قرار(?:ات)?|تقرر|المقرر(?:ات)?"
)
ACTION = (
    r"actions?(?: items?| points?)?|tasks?|to ?do|next steps?|follow[- ]up|accion(?:es)?|tareas?|"
    r"compromisos?|proximos pasos|taches?|"
    r"mesures?|prochaines etapes|suivi|ac(?:ao|oes)|tarefas?|encaminhamentos?|proximos passos|"
    r"(?:ال)?(?:اجراء(?:ات)?|مهم[ةه]|مهام)|تكليف"
)
LABEL = re.compile(
    rf"\W*(?:(?P<decision>{DECISION})|(?P<action>{ACTION}))\s*(?:n?[º°o.#]{{0,2}}\s*\d{{1,3}}[.)]?)?\s*"
    r"(?:[(\[](?P<inside>[^)\]]{1,120})[)\]])?\s*(?:[:：]|\s[–—-]\s)"
)
HEADED = re.compile(
    rf"\W*(?:\d+[.)]?\s*)?(?:(?:key |main |summary of |list of |principales |"
    rf"principais )?(?P<decision>{DECISION})|(?P<action>{ACTION}))"
    rf"(?:\s+(?:and|y|et|e|&|و)\s*(?:{DECISION}|{ACTION}))?\W*\Z"
)
OWNER = re.compile(
    r"\b(?:owners?|responsible(?: party)?|lead|assigned to|who|by whom|responsables?|encargad[oa]|a cargo de|"
    r"responsave(?:l|is)|"
    r"pilote|porteur)\s*[:：]\s*(?P<who>[^;,.()\[\]|\n]{2,100})|(?:المسوول(?:ة)?|الجهة المسوولة|"
    r"مسوول(?:ية)?)\s*[:：]\s*(?P<arab>[^;,.()\[\]|\n؛،]{2,100})"
)
DUE = re.compile(
    r"\b(?:due(?: date)?|deadline|by when|target date|when|plazo|fecha(?: limite)?|echeance|delai|"
    r"date limite|prazo|data limite)"
    r"\s*[:：]\s*(?P<when>[^;()\[\]|\n]{2,60})|(?:الموعد(?: النهايي)?|التاريخ|"
    r"الاجل)\s*[:：]\s*(?P<arab>[^;()\[\]|\n؛]{2,60})"
)
BY = re.compile(
    r"(?:\b(?:by|before|until|no later than|hasta|antes del?|para el|a mas tardar(?: el)?|avant(?: le)?|"
    r"d ?['’]?ici(?: le| au| a)?|"
    r"au plus tard(?: le)?|ate(?: o dia)?|antes de|para)|بحلول|قبل|في موعد اقصاه)\s+(?:(?:the )?end of |"
    r"fin(?:es)? de |le |el |o )?"
)
DOES = re.compile(
    r"(?:the |el |la |los |las |le |les |l['’]|o |a )?(?P<who>.{3,100}?)\s(?:to|will|shall|must|deberan?|"
    r"debe|doit|doivent|deve|devem|se compromete|va a)\s"
)
QUARTER = re.compile(r"\b(?:q([1-4])[ /-]*(20\d\d)|(20\d\d)[ /-]*q([1-4]))\b")
OWNER_HEAD = re.compile(r"owner|responsib|lead|who|assigned|responsab|responsav|encargad|pilote|المسوول")
DUE_HEAD = re.compile(r"due|deadline|when|date|timeline|plazo|fecha|echeance|delai|prazo|data|الموعد|التاريخ")
STATUS_HEAD = re.compile(r"status|state|estado|statut|etat|situacao|الحالة")
DONE = re.compile(
    r"(done|complete\w*|closed|finished|hech[oa]|cumplid[oa]|termin\w+|fait\w*|realise\w*|concluid[oa]|feito|"
    r"منجز|تم)\b"
)


@dataclass(frozen=True)
class Decided:
    """A decision or an action: its words, who carries it out, by when, where it stands."""

    text: str
    action: bool
    owner: str = ""
    due: object = ""
    status: str = ""


def look(blocks: Sequence[Block], known: Known) -> list[Decided]:
    """All decisions and actions of the text, in their order."""
    found: list[Decided] = []
    under: re.Match[str] | None = None
    for block in blocks:
        if isinstance(block, Grid):
            found += rows(block, under, known)
            continue
        text = words_of(block)
        headed = HEADED.match(folded(text))
        if headed and (isinstance(block, Heading) or text.rstrip().endswith((":", "："))):
            under = headed
        elif isinstance(block, Heading):
            under = None
        elif lines := labelled(said(block.spans)):
            found += [decided(words, action, inside, known) for words, action, inside in lines]
        elif under and isinstance(block, Item) and text:
            found.append(decided(text, bool(under["action"]), "", known))
    return [one for one in found if one.text]


def labelled(text: str) -> list[tuple[str, bool, str]]:
    """The lines that begin with a label: the words behind it, whether it is an action, what stands in brackets."""
    found: list[tuple[str, bool, str]] = []
    for line in text.split("\n"):
        match = LABEL.match(folded(line))
        if match and line[match.end() :].strip():
            start, end = match.span("inside")
            found.append(
                (" ".join(line[match.end() :].split()), bool(match["action"]), line[start:end] if start >= 0 else "")
            )
    return found


def decided(text: str, action: bool, inside: str, known: Known) -> Decided:
    """One decision, with what its words say of owner and due date."""
    owner, due = owner_of(text, known), due_of(text)
    for piece in re.split(r"[,;/–]", inside):
        day = day_in(piece)
        if day and not due:
            due = day
        elif piece.strip() and not day and not owner and not piece.strip().isdigit():
            owner = body(piece.strip(), known)
    return Decided(text, action, owner, due)


def owner_of(text: str, known: Known) -> str:
    """Who carries it out: a labelled name, or a body of the register that begins the sentence or stands before “to”."""
    plain = folded(text)
    match = OWNER.search(plain)
    if match:
        start, end = match.span("who") if match["who"] else match.span("arab")
        return body(" ".join(text[start:end].split()), known)
    match = DOES.match(plain)
    if match:
        start, end = match.span("who")
        return known.keys.get(fold(text[start:end].strip()), "")
    return ""


def body(name: str, known: Known) -> str:
    """The key of a body where the register has it, else its name."""
    return known.keys.get(fold(name)) or next(iter(mentioned(name, known)), "") or name


def due_of(text: str) -> object:
    """By when: a labelled date, or the one behind “by”; words that are no date are kept as they are."""
    plain = folded(text)
    match = DUE.search(plain)
    if match:
        start, end = match.span("when") if match["when"] else match.span("arab")
        words = " ".join(text[start:end].split()).rstrip(".")
        return day_in(words) or {"text": words}
    for match in BY.finditer(plain):
        day = day_in(text[match.end() : match.end() + 40], at_start=True)
        if day:
            return day
    return ""


def day_in(text: str, at_start: bool = False) -> str:
    """A day, month or quarter in some words, as the content model writes it; empty where there is none."""
    found = next((one for one in daywords.every(text) if one.other is None), None)
    if found and (not at_start or found.start == 0):
        return found.day.isoformat()
    quarter = QUARTER.search(folded(text))
    if quarter and (not at_start or quarter.start() == 0):
        return f"{quarter[2] or quarter[3]}-Q{quarter[1] or quarter[4]}"
    match = daywords.MONTH_OF_YEAR.search(folded(text))
    if match and (not at_start or match.start() == 0):
        return daywords.month_of(text[match.start() : match.end()])
    return ""


def rows(grid: Grid, under: re.Match[str] | None, known: Known) -> Iterator[Decided]:
    """A table of decisions or actions, one in each row; and labelled lines in any other table."""
    words = grid.words()
    head = [folded(cell) for cell in words[0]] if words else []
    what = next((n for n, cell in enumerate(head) if HEADED.match(cell)), None)
    if what is None or len(head) < 2:
        for row in words:
            for cell in row:
                yield from (decided(text, action, inside, known) for text, action, inside in labelled(cell))
        return
    heading = HEADED.match(head[what])
    for row in words[1:]:
        if len(row) > what and row[what]:
            yield in_row(row, head, what, bool(heading and heading["action"]), known)


def in_row(row: list[str], head: list[str], what: int, action: bool, known: Known) -> Decided:
    """One row of such a table."""
    cells = {n: cell for n, cell in enumerate(row) if n != what and cell and n < len(head)}
    owner = next((cell for n, cell in cells.items() if OWNER_HEAD.search(head[n])), "")
    due = next((cell for n, cell in cells.items() if DUE_HEAD.search(head[n]) and not OWNER_HEAD.search(head[n])), "")
    status = next((cell for n, cell in cells.items() if STATUS_HEAD.search(head[n])), "")
    told = decided(row[what], action, "", known)
    return Decided(
        row[what],
        action,
        body(owner, known) if owner else told.owner,
        (day_in(due) or {"text": due}) if due else told.due,
        "done" if DONE.match(folded(status)) else "",
    )
