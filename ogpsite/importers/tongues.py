"""Words of cells in English, Spanish, French and Portuguese → codes of the content model."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

STATUS = {
    "not_started": "not started, not begun, not yet started, ns, no iniciado, no iniciada, sin iniciar, por iniciar, "
    "sin avance, no comenzado, pendiente, non commence, pas commence, non demarre, pas demarre, non entame, a venir, "
    "nao iniciado, nao iniciada, a iniciar, nao comecou, pendente, to do",
    "limited": "limited, limited progress, lp, limitado, avance limitado, limite, progres limite, progres limites, "
    "avancement limite, progresso limitado, parcial, partial, partiel",
    "in_progress": "in progress, under way, underway, in implementation, started, on track, in process, ongoing, "
    "en proceso, en curso, en ejecucion, en progreso, en implementacion, en desarrollo, en marcha, iniciado, iniciada, "
    "en cours, en cours de realisation, en cours d'execution, entame, demarre, em andamento, em curso, em execucao, "
    "em progresso, em implementacao, iniciou",
    "substantial": "substantial, substantial progress, substantially complete, sp, sustancial, avance sustancial, "
    "substantiel, progres substantiel, progres substantiels, progres important, progres importants, substancial, "
    "progresso substancial, avanco substancial",
    "complete": "complete, completed, done, achieved, fulfilled, implemented, finished, fully implemented, c, "
    "completo, completa, completado, completada, cumplido, cumplida, finalizado, finalizada, terminado, terminada, "
    "concluido, concluida, ejecutado, logrado, verificado, acheve, achevee, termine, terminee, realise, realisee, "
    "complet, finalise, accompli, cumprido, cumprida, realizado, realizada, implementado, implementada, executado",
    "withdrawn": "withdrawn, cancelled, canceled, dropped, abandoned, not going forward, retirado, retirada, "
    "cancelado, cancelada, eliminado, descartado, retire, retiree, annule, annulee, abandonne",
}
VALUES = {
    "transparency": "transparency, access to information, transparencia, acceso a la informacion, transparence, "
    "acces a l'information, acesso a informacao",
    "participation": "participation, civic participation, public participation, citizen participation, participacion, "
    "participacion ciudadana, participacion publica, participation citoyenne, participation publique, participation "
    "civique, participacao, participacao social, participacao cidada, participacao civica",
    "accountability": "accountability, public accountability, rendicion de cuentas, redevabilite, responsabilite "
    "publique, reddition de comptes, prestacao de contas, responsabilizacao",
    "inclusion": "inclusion, inclusao",
    "technology": "technology, technology and innovation, technology & innovation, tecnologia, tecnologia e "
    "innovacion, tecnologia e inovacao, technologie, technologie et innovation",
}
BOOLEAN = {"yes": "yes, y, true, x, si, oui, sim, verdadero, vrai", "no": "no, n, false, non, nao, falso, faux"}
WORDS: Mapping[str, Mapping[str, str]] = {"status": STATUS, "values": VALUES, "open": {}, "captions": BOOLEAN}


def plain(text: str) -> str:
    """Words as they are compared here: without accents and capitals, with single blanks."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    return " ".join(bare.replace("’", "'").casefold().split()).strip(" .:")


@cache
def table(field: str) -> Mapping[str, str]:
    """The words of one field with their codes."""
    found = WORDS.get(field, {})
    return {word.strip(): code for code, words in found.items() for word in words.split(",")}


def code(field: str, text: str) -> str | None:
    """The code that a word means in one of the four languages; None where it is none of the usual words."""
    return table(field).get(plain(text))


def yes_or_no(text: str) -> str:
    """`yes` or `no`, empty where it is neither."""
    word = plain(text)
    return next((answer for answer, words in BOOLEAN.items() if word in [one.strip() for one in words.split(",")]), "")
