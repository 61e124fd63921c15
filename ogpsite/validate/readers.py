"""The kinds of value, in a table: how the text of a field becomes what it means."""

from __future__ import annotations

from ogpsite.validate import groups, words
from ogpsite.validate.reading import Reader

READERS: dict[str, Reader] = {
    "word": words.read_word,
    "text": words.read_text,
    "prose": words.read_text,
    "key": words.read_key,
    "day": words.read_day,
    "due": groups.read_due,
    "since": groups.read_since,
    "choice": words.read_choice,
    "number": words.read_number,
    "percent": words.read_percent,
    "whole": words.read_whole,
    "boolean": words.read_boolean,
    "url": words.read_url,
    "link": words.read_link,
    "email": words.read_email,
    "contact": words.read_contact,
    "address": words.read_address,
    "file": groups.read_file,
    "evidence": groups.read_evidence,
    "proof": groups.read_proof,
    "ref": groups.read_ref,
    "answers": groups.read_ref,
    "count-or-ref": groups.read_count_or_ref,
    "party": groups.read_party,
    "group": groups.read_group,
    "supporting": groups.read_supporting,
    "items": groups.read_items,
    "map": groups.read_map,
    "languages": words.read_languages,
    "zone": words.read_zone,
    "month-day": words.read_month_day,
    "colour": words.read_colour,
    "ogp-id": words.read_ogp_id,
    "sdg": words.read_sdg,
    "policy-area": words.read_policy_area,
    "names": words.read_names,
    "pairs": words.read_pairs,
    "targets": words.read_targets,
    "csp": words.read_csp,
    "period": groups.read_period,
}
