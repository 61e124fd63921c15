"""Personal data in exports: columns that hold it, by heading and by content, and addresses inside texts, masked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from ogpsite.importers.cells import Cell
from ogpsite.importers.daywords import DIGITS, folded

KINDS = {
    "email": "e-mail addresses",
    "phone": "telephone numbers",
    "address": "postal addresses",
    "ip": "network addresses",
    "identity": "numbers of identity papers",
    "birth": "days of birth",
    "account": "account names or numbers",
    "person": "traits of persons (age, gender …)",
    "name": "names of persons",
}
HEADINGS = {
    # what a short heading says in English, Spanish, French, Portuguese, German, Italian or Arabic; folded
    "email": r"login",
    "phone": r"tel|cel|movil|celular|mobile|gsm|handy\w*|portable|fax",
    "address": r"(postal|home|street|mailing|residential)? ?address|post ?code|postal code|zip( code)?|direccion|"
    r"domicilio|codigo postal|adresse( postale)?|code postal|endereco|morada|cep|anschrift|plz|indirizzo|(ال)?عنوان|"
    r"house number|street",
    "ip": r"ip( addr(ess)?)?|ipaddr|adresse ip|direccion ip|endereco ip|indirizzo ip|geo ?location|latitude|longitude",
    "identity": r"(national |personal )?(id|identity|identification) (number|card|no)|passport( number)?|dni|cedula.*|"
    r"(numero de )?(documento|identidad|identificacion)|nif|nie|cpf|bi|curp|rut|carte d identite|cin|"
    r"(ال)?رقم (ال)?(وطني|قومي)|ssn|tax id",
    "birth": r"(date|day|year) of birth|birth ?(date|day|year)|fecha de nacimiento|date de naissance|"
    r"data de nascimento|ano de nascimento|geburtsdatum|تاريخ (ال)?ميلاد",
    "person": r"age( group| range)?|gender|sex|edad|rango de edad|genero|sexo|tranche d age|genre|sexe|idade|"
    r"faixa etaria|geschlecht|alter|(ال)?عمر|(ال)?جنس|ethnicity|nationality|nacionalidad|nationalite|nacionalidade|"
    r"disability|religion",
    "account": r"user ?(name|id)|nick ?name|author ?(s )?(id|ids)|usuario|utilisateur|token|access code|"
    r"invitation (number|id)|session|browser|user agent|refurl|referrer( url)?|seed|creator id",
    "name": r"name|full name|first name|last name|sur ?name|family name|given name|middle name|"
    r"(first|last) and last names?|name and surname|nombres?( completo)?|apellidos?|nombres? y apellidos?|"
    r"apellidos? y nombres?|nom|prenoms?|nom complet|noms? et prenoms?|prenoms? et noms?|nome|nome completo|sobrenome|"
    r"apelido|vorname|nachname|cognome|nome e cognome|(ال)?اسم.*|author|author names?|authors( names?)?|"
    r"autor(es)?|auteur|respondent|participant|submitted by|contact( person)?|representante|signature|firma",
}
PATTERNS = {kind: re.compile(words) for kind, words in HEADINGS.items()}
SHORT = {
    # words that give a heading of a few words away, wherever they stand
    "email": re.compile(
        r"\b(e ?mails?|mail|correos?|courriels?|messagerie|posta elettronica|endereco eletronico)\b|بريد"
    ),
    "phone": re.compile(r"\b((tele)?phones?|telefono|telefone|telefon|whats ?app|telemovel|cellulare)\b|هاتف|جوال"),
}
MODEST = re.compile(
    r"\b(your|you|my|the|optional|required|please|enter|write|tu|su|votre|vos|seu|sua|o|la|le|el|l|opcional|"
    r"facultatif|facultativo|de contacto?|contact|respondent s?|author s?|participant s?|number|numero( de)?|n|no|"
    r"autor|del|de la|du|d|of|a|what|is|which|cual|es|quel|est|qual|اختياري)\b"
)
BODY = re.compile(
    r"\b(?:organi[sz]a|organisme|orgao|dependencia|entidad|entity|institu|company|empresa|associa|asocia|employer|entreprise|colectiv|"
    r"collecti)|\b(?:ngos?|ongs?|csos?|oscs?|osc)\b|منظم|موسس|جمعي"
)

AT = r"(?:at|arroba|arobase)"
DOT = r"(?:dot|punto|point|ponto)"
OPEN, SHUT = r"\s?[\[({]\s?", r"\s?[\])}]\s?"
EMAIL = re.compile(
    r"(?:mailto:)?(?<![\w.+%'-])[\w.+%'-]{1,64}\s?[@＠]\s?(?:[\w-]{1,63}\.){1,5}[^\W\d_]{2,24}"
    rf"|(?<![\w.+-])[\w.+-]{{1,64}}{OPEN}{AT}{SHUT}[\w-]{{1,63}}(?:(?:\.|{OPEN}{DOT}{SHUT})[\w-]{{1,63}}){{1,5}}",
    re.IGNORECASE,
)
URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]+")
LEAD = (
    r"\b(?:tel(?:e?f|éf)?(?:ono|one|efono|éfono|éphone|ephone|emóvel)?|t[ée]l[ée]?phone|phone|mobile|m[óo]vil|cel(?:ular)?"
    r"|whats ?app|wsp|fax|call(?: me)?(?: at| on)?|ll[áa]mame(?: al)?)\b|هاتف|جوال|موبايل|واتساب|电话|電話|手机|手機"
)
BETWEEN = r"[ \u00a0.()/\u2010-\u2013-]"
MONEY = r"(?![\w%€$£/-]|[.,]\d| ?(?:%|€|\$|£|eur|usd|dollars?|million))"
PHONES = (
    re.compile(
        rf"(?:{LEAD})\.?\s?(?:n[º°o]\.?|number|no\.?)?\s?:?\s*(\+?\(?\d(?:{BETWEEN}{{0,2}}\d){{5,14}})", re.IGNORECASE
    ),
    re.compile(rf"(?<![\w.,/=-])((?:\+|00)\s?\(?[1-9](?:{BETWEEN}{{0,3}}\d){{7,14}})(?!\w)"),
    re.compile(
        r"(?<![\w.,$€£/=-])"
        r"(\(\d{2,4}\)\s?\d{3,5}[-. ]?\d{3,5}|0\d(?:[ .-]\d{2}){4}|\d{3}[-. ]\d{3}[-. ]\d{4})(?![\w/-])"
    ),
    re.compile(rf"(?<![\w.,$€£/=+-])(0[1-9]\d{{8,9}}|[679]\d{{2}}[ .-]?\d{{3}}[ .-]?\d{{3}}){MONEY}", re.IGNORECASE),
)
IP = re.compile(r"(?:\d{1,3}\.){3}\d{1,3}|(?:[0-9a-f]{0,4}:){3,7}[0-9a-f]{0,4}", re.IGNORECASE)
YEARS = re.compile(r"(?:19|20)\d\d")
MASK_EMAIL, MASK_PHONE = "[e-mail]", "[tel.]"


@lru_cache(maxsize=2_000)
def kind_of(heading: str) -> str:
    """What sort of personal data a heading announces; empty for none. Long questions are judged by their cells."""
    plain = re.sub(r"\([^)]*\)", " ", folded(heading.replace("_", " ")))
    plain = " ".join(re.sub(r"[^\w ]", " ", plain).split())
    if not plain or len(plain.split()) > 9:
        return ""
    for text in (plain, " ".join(MODEST.sub(" ", plain).split())):
        for kind, pattern in PATTERNS.items():
            if text and pattern.fullmatch(text):
                return kind
    short = len(MODEST.sub(" ", plain).split()) <= 4
    return next((kind for kind, pattern in SHORT.items() if short and pattern.search(plain)), "")


def is_body(heading: str) -> bool:
    """Whether a short heading asks for an organisation."""
    plain = folded(heading)
    return bool(BODY.search(plain)) and len(plain.split()) <= 8


def kind_of_cells(cells: Iterable[Cell]) -> str:
    """What sort of personal data most cells of a column hold: e-mail, phone, network address."""
    filled = [cell.text.strip() for cell in cells if cell.text.strip()]
    if not filled:
        return ""
    for kind, pattern in (("email", EMAIL), ("ip", IP)):
        if sum(1 for text in filled if pattern.fullmatch(text)) * 2 > len(filled):
            return kind
    phones = sum(1 for text in filled if re.fullmatch(r"\+?[\d ().-]{7,20}", text) and masked(text)[2])
    return "phone" if phones * 2 > len(filled) else ""


def masked(text: str) -> tuple[str, int, int]:
    """The text with e-mail addresses and telephone numbers masked, and how many of each there were."""
    emails = phones = 0
    if "@" in text or "＠" in text or "a" in text.lower():
        text, emails = EMAIL.subn(MASK_EMAIL, text)
    if sum(char.isdigit() for char in text) < 6:
        return text, emails, 0
    spans = [match.span() for match in URL.finditer(text)]
    plain = text.translate(DIGITS)
    found = [
        match.span(1)
        for pattern in PHONES
        for match in pattern.finditer(plain)
        if not years_only(match[1]) and not any(start <= match.start(1) < end for start, end in spans)
    ]
    made, last = [], 0
    for start, end in sorted(found):
        if start >= last:
            made += [text[last:start], MASK_PHONE]
            last, phones = end, phones + 1
    return "".join((*made, text[last:])), emails, phones


def years_only(digits: str) -> bool:
    """Whether every group of digits is a year: `(2015) 2016-2017` is no telephone number."""
    groups = re.findall(r"\d+", digits)
    return all(YEARS.fullmatch(group) for group in groups)
