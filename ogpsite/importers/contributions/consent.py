"""What respondents allowed: which columns ask it, and what their words mean; doubt is never a yes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from ogpsite.importers.cells import Cell
from ogpsite.importers.daywords import folded

Said = Literal["yes", "no", "refused", "unclear"]

PUBLISH = re.compile(r"publi|disclos|make .*known|divulg|difund|mention|display|show|mostrar|afficher|aparecer|نشر|ذكر")
AGREE = re.compile(
    r"consent|agree|authori[sz]|autori[sz]|permi|allow|accept|acept|acord|aceit|concord|autorisez|موافق|اوافق"
)
NAME = re.compile(r"\b(names?|named|nombres?|noms?|nomes?|identi\w+|apellidos?)\b|اسم|هوي")
OWN = re.compile(
    r"\b(my|our|your|mis?|sus?|tus?|nuestr\w+|mon|ma|mes|votre|vos|notre|meus?|minhas?|suas?|seus?|nossa?s?|this|settings?|esta|este|"
    r"cette)\b|اسمك|اسمي|مساهمت"
)
WORK = re.compile(
    r"contribu|answer|response|submission|comment|aporte|respuesta|comentario|reponse|commentaire|resposta|مساهم|رد|settings"
)
PRIVACY = re.compile(
    r"privacy|data protection|personal data|datos personales|proteccion de datos|donnees personnelles|dados pessoais|"
    r"protecao de dados|terms (of|and)|conditions|condiciones|rgpd|gdpr|lopd|البيانات الشخصية|الخصوصية"
)
ANONYMOUS = re.compile(
    r"anon[yi]m|without (my )?name|sin (mi )?nombre|sans (mon )?nom|sem (o )?(meu )?nome|مجهول|بدون اسم"
)
NOT = r"(?:do not|don t|not|never|no|sin|ne|n|non|nao|لا|غير)"
REFUSED = re.compile(rf"\b{NOT}\b[^,;:.]*(publi|divulg|difund|disclos|نشر)|\bconfiden\w+|سري")
NO = re.compile(
    r"(no|non|nao|n|false|0|nein|nunca|never|refus\w*|لا|i do not.*|i don t.*|disagree|je ne.*|no acepto.*)\b"
)
YES = re.compile(
    r"(yes|y|si|s|oui|o|sim|true|1|x|ok|ja|checked|نعم|اوافق|موافق|i (agree|consent|accept|authori[sz]e|give|allow)|"
    r"agree\w*|accept\w*|acepto|aceptado|j accepte|d accord|autori[sz]\w*|j autorise|aceito|concordo|"
    r"estoy de acuerdo|consiento|publi[ckqs]\w*|with (my )?name|named?|"
    r"con (mi )?nombre|avec (mon )?nom|com (o )?(meu )?nome)\b"
)


def asks(heading: str, cells: Iterable[Cell]) -> Literal["name", "contribution", "privacy", ""]:
    """What a column asks leave for: the name, the whole contribution, the handling of data; empty for anything else.

    A column whose cells are not answers to such a question is none, whatever its heading.
    """
    plain = folded(heading)
    if not (PUBLISH.search(plain) or AGREE.search(plain)):
        return ""
    words = [cell.text for cell in cells if cell.text.strip()]
    understood = sum(1 for text in words if said(text, "name") != "unclear")
    if understood * 10 < len(words) * 6:
        return ""
    if PUBLISH.search(plain) and (OWN.search(plain) or WORK.search(plain)):
        return "name" if NAME.search(plain) else "contribution"
    if NAME.search(plain) and (OWN.search(plain) or "named" in plain):
        return "name"
    return "privacy" if PRIVACY.search(plain) else ""


def said(text: str, about: str) -> Said:
    """What an answer means: yes (also to the name), no (without the name), refused (not at all), or unclear."""
    plain = " ".join(re.sub(r"[^\w ]", " ", folded(text)).split())
    if not plain:
        return "unclear"
    if ANONYMOUS.search(plain):
        return "no"
    if REFUSED.search(plain):
        return "no" if NAME.search(plain) and about == "name" else "refused"
    if NO.match(plain):
        return "refused" if about == "contribution" else "no"
    if YES.match(plain) and about == "contribution":
        return "yes" if NAME.search(plain) or plain.startswith("public") else "no"
    return "yes" if YES.match(plain) else "unclear"
