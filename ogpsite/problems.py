"""What can be wrong, where it is, and how it is said to a person."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from ogpsite.nouns import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A line of a file. `path` is relative to the site's folder, with `/`; line 0 is the file as a whole."""

    path: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" if self.line else self.path


class Phrase(str):
    """Words for a person, in English; with the message that they were made from and its values, so that they can be
    said in another language as well. Everywhere else they are a text like any other."""

    __slots__ = ("low", "message", "values")
    message: str
    values: dict[str, object]
    low: bool  # whether the words stand inside a sentence, though the message begins with a capital letter

    def __new__(cls, message: str, values: dict[str, object], low: bool = False) -> Phrase:
        words = FILLED.sub(lambda found: str(values.get(found[1], found[0])), message)
        made = super().__new__(cls, words.lower() if low else words)
        made.message, made.values, made.low = message, values, low
        return made

    def __reduce__(self) -> tuple[type[Phrase], tuple[str, dict[str, object], bool]]:
        """Problems cross over to other processes; what is copied is made anew."""
        return Phrase, (self.message, self.values, self.low)


FILLED = re.compile(r"\{(\w+)\}")
NOTHING = Phrase("", {})


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, in words for an editor. A problem that is not fatal is a warning."""

    place: Place
    code: str
    message: Phrase
    hint: Phrase = NOTHING
    fatal: bool = True
    excerpt: str = ""
    other: Place | None = None

    @property
    def severity(self) -> str:
        return "error" if self.fatal else "warning"


def phrase(message: str, **values: object) -> Phrase:
    """A message with its values; `{name}` in it is replaced by the value. Every message is in the catalogues."""
    return Phrase(message, values)


def small(message: str) -> Phrase:
    """A name that begins with a capital letter in the catalogues, as it stands inside a sentence."""
    return Phrase(message, {}, low=True)


def in_lines(*words: Phrase) -> Phrase:
    """Several hints, each on a line of its own."""
    names = [str(number) for number in range(len(words))]
    return Phrase("\n".join(f"{{{name}}}" for name in names), dict(zip(names, words, strict=True)))


def of_system(error: OSError) -> Phrase:
    """Why the system refused; in the words of a catalogue for what it says most."""
    return Phrase(error.strerror or str(error), {})


OF_SYSTEM = (  # so that catalogues hold them: nobody asks for this list
    phrase("Permission denied"),
    phrase("No such file or directory"),
    phrase("No space left on device"),
    phrase("Read-only file system"),
    phrase("Is a directory"),
    phrase("Not a directory"),
    phrase("File name too long"),
    phrase("Input/output error"),
    phrase("it is not an ordinary file"),
)


def of_field(field: str, words: Phrase) -> Phrase:
    """What is wrong with a field, after the field's name."""
    return phrase("{field}: {words}", field=field, words=words)


Faults = list[Problem]  # where a step collects what it finds


class Refused(Exception):  # noqa: N818 - it is a refusal, told in plain words, not a fault of the program
    """Work that cannot go on; carries the problems to be told."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[Refused], tuple[Problem, ...]]:
        """A refusal may arise in another process; what crosses over is made anew from its problems."""
        return Refused, self.problems


CODES: dict[str, str] = {
    "encoding": "The file is not UTF-8 text, or holds control characters. Save it again with the encoding UTF-8 "
    "(in a word processor: “plain text, UTF-8”).",
    "yaml": "The lines between the two `---` (or the whole of a .yaml file) are not valid YAML. The message says what "
    'was seen and the line. Most often a text with a colon needs quotes: `title: "Budget: the next step"`.',
    "front-matter": "A Markdown record begins with a line `---`, then its fields, then a line `---`, then its text. "
    "One of the two lines is missing.",
    "duplicate-key": "The same field stands twice in one record. Keep one of them.",
    "alias": "YAML anchors (`&name`), aliases (`*name`) and tags (`!name`) are not used here, because they hide where "
    "a value comes from. Write the value out; put a text that begins with `*`, `&` or `!` in quotes.",
    "unread": "No rule of the content model reads a file in this place. It may be misspelt, in the wrong folder, or an "
    "evidence file that no record mentions. Nothing is ever left out silently, so this stops the build.",
    "unmentioned": "A file lies in a record's own folder, but the record neither shows nor lists it. It is not "
    "published. Add it to `evidence` or `documents`, show it in the text, or move it away.",
    "name": "Names of files and folders become permanent addresses: small letters a-z, digits and hyphens only.",
    "collision": "Two records would be published at one address, or two files differ only by capital letters, which "
    "many computers cannot tell apart. Rename one of them.",
    "unknown-key": "The record has no field of this name. The message proposes the nearest name.",
    "missing": "A required field is missing or empty.",
    "value": "The value does not have the form that the field asks for. The message says which forms are understood.",
    "language": "A text is given in a language that `languages` in site.yaml does not list, or without the site's "
    "first language where that is needed.",
    "twice": "The same text is translated in the record itself and in its sibling file. Keep one of the two.",
    "reference": "A record is mentioned that does not exist, or a file lies in the folder of a record that is missing. "
    "The message proposes the nearest key.",
    "draft-mention": "A published record mentions a draft. The mention is left out until the draft is published; where "
    "the mention was required, the item that requires it is left out as well.",
    "file": "A file is mentioned that does not exist, lies outside `content/`, or is a link that leaves it.",
    "contrast": "A colour of `brand` in site.yaml can't be read well: words in it, or on it, need a contrast of 4.5:1 "
    "(WCAG 2.2, 1.4.3) with every ground of the theme. The message proposes the nearest colour of the same hue.",
    "limit": "A file, text or table is larger, deeper or denser than a site is made for: it would hold up the build or "
    "its readers. Split it, or raise the limit in `limits` of site.yaml (docs/security.md lists them).",
    "unsafe-file": "A file that browsers would run (HTML, a drawing with scripts) can't be published as it is: on the "
    "site's own address it could do whatever the site can. Publish it as PDF or as a picture, or packed in a .zip.",
    "changed": "A file was changed while the site was built from it. Nothing was written; build again.",
    "privacy": "`check --privacy` found personal data that would be published: an e-mail address or telephone number, "
    "a name, a small number of people. Nothing is wrong where it is meant; the list is there to be gone through.",
    "metadata": "A photograph that is published as evidence, byte for byte, tells where or by whom it was taken; or a "
    "document names its authors. If that should not be known, save it without its metadata. Pictures that running text "
    "shows are cleaned by ogpsite.",
    "picture": "A picture in running text can't be read, moves, or has no words for those who can't see it. Write them "
    "between the brackets: `![What it shows](photo.jpg)`. A copy without its metadata is published.",
    "link": "A link in running text leads nowhere: a missing file, an address that the site does not have, or a path "
    "on somebody's own computer. The words stay, the link is left out, and the build goes on.",
    "lookalike": "A word mixes letters of two scripts that look alike, such as a Cyrillic а in a Latin word, or a link "
    "leads to a host of such a name. People can't see it, searches don't find it, and it may be meant to mislead. Type "
    "the word anew; if it is somebody else's, ask them. Texts in several scripts are fine.",
    "near-miss": "A body is named in words where a key was probably meant. It is shown as written; correct the key if "
    "it is a slip.",
    "placeholder": "A text such as “TBD”, “XXX” or “lorem ipsum” is still to be written. It stops only "
    "`build --strict`.",
    "self-check": "A rule of the self-check that was chosen with `build --refuse RULE` is not met. The message "
    "names the rule and what breaks it. Without `--refuse`, a self-check never stops a build.",
    "settings": "Something in site.yaml does not fit together with the content or the theme.",
    "template": "A template of the theme has a fault. The message names the template's line and the record whose page "
    "was being made.",
    "theme": "The theme is missing or incomplete.",
    "output": "The output folder is refused, because building there could destroy something: it holds the sources, or "
    "files that ogpsite did not write.",
    "ledger": "The ledger of published addresses (`addresses.csv`) has a line that can't be read. It is kept by "
    "`ogpsite build --publish`; where two versions of it were merged, keep the lines of both, each once.",
    "vanished": "An address that was published would no longer answer. People have cited it, and others link to it. "
    "The message proposes what to do: bring the record back, name the old address in `aliases` of the record that took "
    "its place, lead readers on with `redirects`, or say with `notices` in site.yaml what was there, when it was "
    "withdrawn, and why. In a preview (`--drafts`, `serve`) this is a warning.",
    "changed-file": "A file was published before with other bytes. Whoever cited it, or noted its SHA-256, would find "
    "another one. Publish the new version under a name of its own.",
    "links": "What was found when links to other sites were checked (`links.csv`) can't be read in this line. Nothing "
    "is lost: `ogpsite links` finds it out again.",
    "network": "No host on the internet could be reached, so nothing can be said of links to other sites.",
    "search": "There are more records than the built-in search is made for: it goes on working, but its index gets "
    "heavy for phones. Use the extra that docs/search.md describes, or take the search away.",
    "manifest": "There is no list of a site's files with their SHA-256 (`manifest-sha256.txt`), or it can't be read. "
    "Every build makes one.",
    "publish": "The site could not be published to the target. What was served there before is still served; the "
    "message says what to mend.",
    "source": "There is no site in this folder.",
    "fault": "ogpsite itself met a fault while it made the preview. The preview goes on with the last good site. "
    "Please report it.",
}


def near(word: str, words: Iterable[str], likeness: float = 0.6) -> str:
    """The word of `words` that was probably meant by `word`, or an empty string."""
    import difflib  # only who made a mistake needs it

    found = difflib.get_close_matches(word, sorted(words), n=1, cutoff=likeness)
    return found[0] if found else ""


def did_you_mean(word: str, words: Iterable[str], otherwise: Phrase = NOTHING) -> Phrase:
    """A hint that proposes the nearest of `words`, or `otherwise` where none is near."""
    found = near(word, words)
    return meant(found) if found else otherwise


def meant(word: str) -> Phrase:
    """A hint that proposes a word."""
    return phrase("did you mean {word}?", word=repr(word))


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """All problems once, sorted by place; errors before warnings of one line."""
    unique = dict.fromkeys(problems)
    return tuple(sorted(unique, key=lambda p: (p.place, not p.fatal, p.code, p.message)))


def with_excerpts(problems: Iterable[Problem], line_of: Callable[[Place], str]) -> tuple[Problem, ...]:
    """The problems with the text of their lines, as `line_of` gives it (an empty string for none)."""
    return tuple(p if p.excerpt else replace(p, excerpt=line_of(p.place)) for p in problems)


Say = Callable[[str], str]  # what puts the words of a problem into another language


def worded(problem: Problem, prefix: str = "", say: Say = str) -> str:
    """The problem as an editor reads it: place, words, the line, what to do. `prefix` leads to the site's folder.

    The place, the severity and the code stay as they are in every language: programs read them.
    """
    if problem.place.path.startswith(("/", "\\")) or problem.place.path[1:2] == ":":  # of this machine, not of the site
        prefix = ""
    head = f"{prefix}{problem.place}: {problem.severity}: {said(say(problem.message))}  [{problem.code}]"
    lines = [head]
    margin = max(len(str(problem.place.line)), 4) + 2
    if problem.excerpt:
        lines.append(f"{problem.place.line:>{margin}} | {shortened(problem.excerpt)}")
    if problem.hint:
        lines.extend(f"{'':>{margin}} = {line}" for line in said(say(problem.hint)).split("\n"))
    if problem.other:
        also = say(phrase("see also {place}", place=f"{prefix}{problem.other}"))
        lines.append(f"{'':>{margin}} = {also}")
    return "\n".join(lines)


LONGEST = 2_000  # characters of a message: a value that is quoted in it may be a megabyte


def said(words: str) -> str:
    """The words with a backslash as it was written: quoting a value doubles it."""
    shown = words if len(words) <= LONGEST else f"{words[:LONGEST]}…"
    return shown.replace("\\\\", "\\")


def shortened(text: str, width: int = 160) -> str:
    """One line of text, cut to `width` characters with an ellipsis, control characters made visible."""
    clean = "".join(char if char.isprintable() or char == " " else "�" for char in text.replace("\t", "→   "))
    return clean if len(clean) <= width else clean[: width - 1] + "…"


def as_data(problem: Problem, say: Say = str) -> Mapping[str, object]:
    """The problem for machines (`--json`); its words stay English there, so that they can be compared."""
    data: dict[str, object] = {
        "file": problem.place.path,
        "line": problem.place.line or None,
        "severity": problem.severity,
        "code": problem.code,
        "message": said(say(problem.message)),
        "hint": said(say(problem.hint)) or None,
        "text": problem.excerpt or None,
    }
    if problem.other:
        data["see"] = {"file": problem.other.path, "line": problem.other.line or None}
    return data
