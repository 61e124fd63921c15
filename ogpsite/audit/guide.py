"""The words of docs/audit.md that aren't made from the rules: how to ask, how states are decided, the JSON."""

from __future__ import annotations

INTRO = """\
`ogpsite audit` checks the records against the Participation and Co-Creation Standards of the Open Government
Partnership, its procedures, and good practice. Everything is derived from the records and the day; nothing is typed in
twice.

**This is a self-check. Only the Independent Reporting Mechanism (IRM) decides** whether a member complies. Who finds a
result wrong writes to the site's point of contact; the result follows from the records, so it is corrected there.

```sh
ogpsite audit                                   # today, on the terminal
ogpsite audit --as-of 2027-03-01                # what will be red in March, if nothing else happens?
ogpsite audit --format markdown > report.md     # to paste; --format html for a page to attach to a letter
ogpsite audit --json                            # everything, for machines
ogpsite audit --fail-on not-met --fail-on at-risk || echo "look at it"   # exit code 1 where one of these is found
ogpsite audit --drafts                          # drafts and embargoed records count, too
```

An audit never stops publication, unless you choose rules that should: `ogpsite build --strict --refuse PLACE-1
--refuse MR2.2-e` (and `check`) stops where one of them is not met, with the file and line of each record that breaks
it. `--refuse` takes a rule, a requirement (`MR2.2`) or a family (`MR`, `PROG`). Exit codes: 0 fine, 1 an error in the
content or a state of `--fail-on`, 2 the command was not understood. The same findings stand in the open data:
`self_check` in the `index.json` of every plan, and in that of the home page for the site.

## States

| state | meaning |
|---|---|
| `met` | the records prove it; a day that is still inside a limit is met |
| `not_met` | the limit is over, and the records break it or there are none that prove it |
| `at_risk` | used by 5.1 (fewer meetings than the share of the year gone by asks for) and CTP-1 (from month 9) only |
| `not_yet_due` | its window isn't open yet, or its limit isn't over and nothing proves it yet |
| `cannot_tell` | a record that is needed has no day, or is missing and nobody had to write it |
| `not_applicable` | the rule set leaves the rule out |

- Only what is there on the day counts: no drafts, no embargoed or private material, nothing that is still to happen.
- **What a rule asks to exist and doesn't is not met** once it is due (no forum, no timeline, no consultation, no
  response, no outreach). `cannot_tell` is for what must be known to judge (`development_start`, a day of delivery,
  findings of the IRM, whether comments were made).
- **Several years**: the worst decides, in this order: not met, at risk, cannot tell, not yet due, met. Years that
  haven't begun don't count.
- **Months** are calendar months; the last day of a shorter month stands for a day that it doesn't have (31 August + 6
  months = 28 February). A fuzzy date counts at its latest day. **Days open** (consultations, comment periods) include
  both days.
- **Development of a plan** runs from `development_start` to the later of `development_end` and `published_on`; where
  neither is given, to the day before the plan begins.
- **`turns_on`** is the next day on which the state changes if nothing else happens: the rule is asked again for later
  days, with the records as they are known now. A meeting that is only announced doesn't count there; a day written in
  a plan (its end, its publication), the end of a membership and the day of a version of the rules do.
- **`breaks`** names the record that is wrong; where one is missing, the plan that lacks it.
- **Three voices**: the government's reports, others' checks and the IRM's codes are never merged. PROG looks at the
  responsible side's reports alone; CTP-2 and CTP-3 at the IRM's assessments alone.
- Commitments outside plans are not part of the self-check.

## The JSON of `ogpsite audit --json`

```text
{
 "self_check": "This is a self-check. Only the IRM decides.",
 "site_title": "…", "day": "2026-11-24", "rules": "national-2022",
 "counts": {"met": 34, "not_met": 20, "at_risk": 0, "not_yet_due": 6, "cannot_tell": 4, "not_applicable": 0},
 "site":  {"MR2.1": FINDING, "MR2.2-e": FINDING, …},
 "plans": {"2025-2028": {"MR1.1-a": FINDING, "MR1.1-b": FINDING, …}, …},
 "rule_texts": {"MR1.1-a": {"title", "wording", "counted", "figures", "phase", "standard", "scope", "applies",
                            "source", "read_on", "confidence"}, …}
}
```

Keys of findings are the ids of the rules below. A FINDING has all of these, also where they are empty:

| key | what |
|---|---|
| `state` | one of the six states |
| `phase` | `development`, `implementation`, `both`, `always` or `history` |
| `turns_on` | a day, or null |
| `proofs` | records that prove it: `meeting:2026-05-05-x`, `commitment:PLAN/KEY`, `milestone:PLAN/KEY#m2`, \
`progress:PLAN/KEY@2026-06`, `timeline:PLAN~1`, `version:PLAN@final`, `response:CONSULTATION@r-1`, \
`contribution:CONSULTATION/c-1`, `forum:forum`, `settings:settings` … |
| `breaks` | records that break it, each once |
| `gaps` | what breaks it: `code`, `words`, and where they apply `record`, `from`, `to`, `count`, `detail` |
| `notes` | what doesn't break it, but should be known; as gaps |
| `figures` | numbers by name, such as `meetings`, `longest_gap_days`, `percent` |
| `windows` | years, products or reports by which it was decided: `reading` (`plan-year`, \
`calendar-year`, `review`, `results`, `recommendations`, `report`), `label`, `from`, `to`, `state`, \
`proofs`, `gaps`, `figures` |
| `remarks` | codes of general remarks, below |

In the `index.json` of a plan and of the home page, `self_check` holds `notice`, `rules`, and `findings` by rule.

## Rule sets

`rules` in site.yaml chooses: `national-2022` (the default), `national-2017`, `local`. The tables below show
`national-2022`; then comes what the others change.

Several official texts could be read only in part, and some only be recalled. How sure we are of each rule is part of
its data, and is shown wherever the rule is:
"""

NAMED = {
    # which records a finding names: those that prove it, those that break it
    "MR1.1-a": ("the forum, and the bodies with a seat", "the forum that lacks a side; the plan, where there is none"),
    "MR1.1-b": ("the forum meetings in the window", "the meeting that came too late, or the last one; else the plan"),
    "MR1.1-c": ("forums and documents with rules", "the forums; the plan, where there is none"),
    "MR2.1": ("the settings, the lead agency", "the settings"),
    "MR2.2-a": ("every record with an update in one of the years", "the plan"),
    "MR2.2-b": ("every record with an update in the window", "the update that came too late, or the last one"),
    "MR2.2-c": ("of each commitment its newest report, and what holds its evidence", "the commitments that fail"),
    "MR2.2-d": ("the records of each kind", "the plan, once for each kind that is missing"),
    "MR2.2-e": ("what holds evidence that can be opened", "what holds the others"),
    "MR3.1": ("the first version of the timeline", "that version; the plan, where there is none"),
    "MR3.2": ("events and documents in time", "those out of time; the plan, where there are none"),
    "MR3.3": ("consultations", "consultations too short; the plan, where there are none"),
    "MR4.1-a": ("responses, and what holds a paper", "the plan"),
    "MR4.1-b": ("responses that answer", "contributions without an answer"),
    "MR4.1-c": ("refusals with reasons", "refusals without"),
    "MR5.1": ("meetings that count", "meetings that don't count; the plan, where there are none"),
    "CTP-1": ("the next plan", "the next plan, where it is late; else the plan"),
    "CTP-2": ("assessments that found a requirement met", "assessments that found one not met"),
    "CTP-3": ("assessments that found progress", "the commitments without"),
    "CTP-R": ("plans that are not contrary", "plans that are, two in a row"),
    "PLAN-1": ("the plan", "the plan"),
    "PLAN-2": ("complete commitments", "incomplete ones"),
    "PLAN-3": ("verifiable milestones", "the others"),
    "PROG-1": ("milestones complete whose day is over", "overdue milestones, the latest first"),
    "PROG-2": ("what is complete, and the reports that give its evidence", "what is complete without evidence"),
    "PROG-3": ("reports", "reports that are flagged"),
    "PROG-4": ("reports that explain", "reports that don't"),
    "SA-1": ("the self-assessments, and where comments and answers are", "the self-assessment"),
    "SA-2": ("the self-assessments", "the newest of the kind that lacks a language"),
    "IRM-1": (
        "products in time, and those with answers",
        "late products; the plan, where one is missing; those unanswered",
    ),
    "MIN-1": ("meetings with minutes in time", "the other meetings whose limit is over"),
    "LANG-1": ("none", "none"),
    "A11Y-1": ("the page", "what holds a file without a value; the page, where its review is due"),
    "PRIV-1": ("none", "the records with such text"),
    "PERM-1": ("none", "none: the addresses stand in the gaps"),
    "LINK-1": ("what holds a copy", "what holds links to the host with too many, and what links to nothing"),
    "PLACE-1": ("none", "the records with such text"),
}
