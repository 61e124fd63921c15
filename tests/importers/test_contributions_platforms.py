"""Decidim's open data and CONSUL Democracy: proposals, debates, comments, answers, meetings, results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from importers.samples import Folder, fields
from ogpsite.importers.fault import ImportFault

pytestmark = pytest.mark.slow  # each builds sites of its own

SPACE = "https://d.example/processes/plan"
OTHER = "https://d.example/processes/park"
PROPOSALS = f"""id;author/name;category/name/en;participatory_space/id;participatory_space/url;component/id;\
title/en;title/fr;body/en;body/fr;state;answer/en;answer/fr;answered_at;votes;published_at;url;withdrawn
11;Ana Paz;Data;1;{SPACE};5;Open budgets;Budgets ouverts;<p>Write to <b>ana@example.org</b></p>;;accepted;\
<p>It is in the plan.</p>;<p>C'est dans le plan.</p>;2024-06-01 10:00:00 UTC;41;2024-03-01 10:00:00 UTC;\
{SPACE}/f/5/proposals/11;false
12;Ben Ali;;1;{SPACE};5;Roads;;Fewer cars;;rejected;<p>Not ours.</p>;;;3;2024-03-02 10:00:00 UTC;\
{SPACE}/f/5/proposals/12;false
13;;;1;{SPACE};5;Trees;;More trees;;evaluating;;;;0;2024-03-03 10:00:00 UTC;{SPACE}/f/5/proposals/13;false
14;;;1;{SPACE};5;Gone;;Old;;;;;;0;2024-03-04 10:00:00 UTC;{SPACE}/f/5/proposals/14;true
"""
COMMENTS = f"""id;created_at;body;locale;author/id;author/name;alignment;depth;commentable_id;commentable_type;\
root_commentable_url
71;2024-04-01 10:00:00 UTC;Yes please;en;3;Ana Paz;1;0;11;Proposal;{SPACE}/f/5/proposals/11
72;2024-04-02 10:00:00 UTC;We look into it.;en;4;Ministry of Health;0;0;13;Proposal;{SPACE}/f/5/proposals/13
73;2024-04-02 10:00:00 UTC;Elsewhere;en;4;X;0;0;99;Proposal;{OTHER}/f/9/proposals/99
"""
MEETINGS = f"""id;participatory_space/id;participatory_space/url;component/id;title/en;description/en;start_time;\
end_time;attendees;contributions;organizations;address;url;published
31;1;{SPACE};6;Open day;<p>Come!</p>;2024-03-20 17:00:00;2024-03-20 19:00:00;32;12;Citizens' Watch;1 Main St;\
{SPACE}/f/6/meetings/31;true
32;1;{SPACE};6;Hidden;<p>No</p>;2024-03-21 17:00:00;2024-03-21 19:00:00;0;0;;;{SPACE}/f/6/meetings/32;false
"""
RESULTS = f"""id;participatory_space/id;participatory_space/url;component/id;title/en;description/en;status/id;\
status/key;status/name/en;progress;proposal_urls;created_at
51;1;{SPACE};7;Portal;<p>A portal is built.</p>;1;run;Under way;60;{SPACE}/f/5/proposals/11;2024-07-01 10:00:00 UTC
52;1;{SPACE};7;Lonely;<p>Nothing.</p>;1;run;Under way;0;;2024-07-01 10:00:00 UTC
"""
PROCESSES = """id;slug;title/en;end_date;start_date
1;plan;Make the plan;2024-04-30;2024-02-01
"""


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def decidim(folder: Folder, **more: str) -> Path:
    parts: dict[str, bytes | str] = {
        "d.example-open-data-proposals.csv": PROPOSALS,
        "d.example-open-data-proposal_comments.csv": COMMENTS,
        "d.example-open-data-meetings.csv": MEETINGS,
        "d.example-open-data-results.csv": RESULTS,
        "d.example-open-data-participatory_processes.csv": PROCESSES,
        "d.example-open-data-users.csv": "id;name\n1;Ana\n",
        "README.md": "Read me",
    }
    return folder.zip("open-data.zip", {**parts, **more})


def test_decidim_proposals_and_their_answers(folder: Folder) -> None:
    report = folder.contribute(decidim(folder))
    first, second, third, comment, _ = folder.items()
    assert first["key"] == "p-11" and first["title"] == {"en": "Open budgets", "fr": "Budgets ouverts"}
    assert first["text"] == "Write to [e-mail]" and first["votes"] == {"for": 41} and first["moderation"] == "redacted"
    assert first["attribution"] == "withheld" and third["attribution"] == "anonymous"
    assert first["attachments"] == [{"title": "Decidim", "url": f"{SPACE}/f/5/proposals/11"}]
    assert comment["key"] == "c-71" and comment["title"] == {"en": "Re: Open budgets", "fr": "Re: Budgets ouverts"}
    accepted, rejected, result = folder.items("responses")
    assert (
        accepted["decision"] == "accepted" and accepted["answers"] == ["p-11"] and str(accepted["on"]) == "2024-06-01"
    )
    assert accepted["reasons"] == {"en": "It is in the plan.", "fr": "C'est dans le plan."}
    assert rejected["decision"] == "not_accepted" and str(rejected["on"]) == "2024-07-01"
    assert [note.words for note in report.dates] == [
        "the answer has no day: 2024-07-01, the last day of the export, was taken"
    ]
    assert result["answers"] == ["p-11"] and result["reasons"] == "Portal\n\nA portal is built.\n\n(Under way, 60 %)"
    told = " ".join(str(note) for note in report.skipped)
    assert "p-13 is evaluating, but no reasons are given" in told
    assert "result-52: a result without proposals" in told and "a meeting that is not published" in told
    assert dict(report.records)["left out (withdrawn)"] == 1
    assert "Ana Paz" not in folder.text("content/consultations/survey/contributions.yaml")
    made = folder.consultation()
    assert made["title"] == "Make the plan" and made["platform_url"] == SPACE
    assert (str(made["opens"]), str(made["closes"])) == ("2024-02-01", "2024-04-30")
    assert second["text"] == "Fewer cars"
    folder.assert_valid()


def test_decidim_meetings_become_events(folder: Folder) -> None:
    folder.contribute(decidim(folder))
    text = folder.text("content/events/2024-03-20-open-day.md")
    made = fields(text)
    assert made["kind"] == ["other"] and made["attendance"] == {"attended": 32} and made["comments_collected"] == 12
    assert made["organisations"] == ["watch"] and made["place"] == "1 Main St" and text.endswith("\nCome!\n")
    assert not (folder.into / "content/events/2024-03-21-hidden.md").exists()


def test_comments_of_officials_are_answers(folder: Folder) -> None:
    report = folder.contribute(decidim(folder), officials=frozenset({"Ministry of Health"}), answered_by="office")
    assert [item["key"] for item in folder.items()] == ["p-11", "p-12", "p-13", "c-71"]
    answer = next(item for item in folder.items("responses") if item["answers"] == ["p-13"])
    assert answer["draft"] is True and answer["by"] == "health" and answer["reasons"] == "We look into it."
    assert any("--decision" in note.words for note in report.remarks)
    folder.contribute(
        decidim(folder), officials=frozenset({"Ministry of Health"}), decision="needs_clarification", overwrite=True
    )
    answer = next(item for item in folder.items("responses") if item["answers"] == ["p-13"])
    assert "draft" not in answer and answer["decision"] == "needs_clarification"


def test_several_processes_ask_for_one(folder: Folder) -> None:
    more = PROPOSALS + PROPOSALS.split("\n")[2].replace(SPACE, OTHER).replace("12;", "99;", 1) + "\n"
    parts: dict[str, str] = {"d.example-open-data-proposals.csv": more}
    with pytest.raises(ImportFault, match=r"contributions of 2 processes(.|\n)*--space park \(1\), --space plan \(4\)"):
        folder.contribute(decidim(folder, **parts))
    report = folder.contribute(decidim(folder, **parts), space="plan")
    assert "p-99" not in {item["key"] for item in folder.items()}
    told = " ".join(str(note) for note in report.skipped)
    assert f"1 rows belong to other processes than {SPACE}" in told and "a comment on something outside" in told
    with pytest.raises(ImportFault, match="--space 'sea' fits 0 processes"):
        folder.contribute(decidim(folder, **parts), space="sea")


def test_every_part_and_column_that_is_not_read_is_told(folder: Folder) -> None:
    report = folder.contribute(decidim(folder))
    told = " ".join(str(note) for note in report.unread)
    assert "'README.md'" in told and "users.csv" in told and "category/name/en" in told and "alignment" in told
    assert "the authors' names are left out (--names publishes them)" in told


def test_names_of_a_platform_need_a_ground(folder: Folder) -> None:
    folder.contribute(decidim(folder), names="terms of use of the platform")
    assert folder.items()[0]["attribution"] == "pseudonym" and folder.items()[0]["author"] == "Ana Paz"
    folder.assert_valid()


def node(**given: Any) -> dict[str, Any]:
    return {"node": given}


CONSUL = {
    "data": {
        "proposals": {
            "edges": [
                node(
                    id="5",
                    title="Bike lanes",
                    summary="Safer streets",
                    description="<p>Paint them.</p>",
                    public_created_at="2024-03-01 09:00:00 +0100",
                    cached_votes_up=7,
                    public_author={"id": "2", "username": "ana"},
                    tags={"edges": [node(name="mobility")]},
                    comments={
                        "edges": [
                            node(id="8", body="Agreed", public_created_at="2024-03-02", cached_votes_up=2,
                                 cached_votes_down=1, public_author={"username": "ben"}),
                            node(id="9", body="Planned for May.", public_created_at="2024-03-03",
                                 public_author={"username": "City Hall"}),
                        ]
                    },
                ),
                node(id="6", title="Gone", description="x", public_created_at="2024-03-04", retired_at="2024-04-01",
                     retired_reason="duplicated", retired_explanation="See 5"),
            ]
        },
        "debates": {"nodes": [{"id": "5", "title": "Parking", "description": "How?", "publicCreatedAt": "2024-03-05"}]},
        "milestones": {"edges": [node(id="1", title="Done")]},
        "comments": {
            "edges": [
                node(id="8", body="Agreed", commentable_type="Proposal", commentable_id=5),
                node(id="10", body="Pay more", commentable_type="Debate", commentable_id=5,
                     public_created_at="2024-03-06"),
            ]
        },
    }
}  # fmt: skip


def test_consul_json(folder: Folder) -> None:
    report = folder.contribute(
        folder.json("consul.json", CONSUL), officials=frozenset({"City Hall"}), decision="accepted"
    )
    items = {item["key"]: item for item in folder.items()}
    assert list(items) == ["p-5", "c-8", "d-5", "c-10"]
    assert items["p-5"]["text"] == "Safer streets\n\nPaint them." and items["p-5"]["votes"] == {"for": 7}
    assert str(items["p-5"]["received_on"]) == "2024-03-01" and items["p-5"]["attribution"] == "withheld"
    assert items["c-8"]["title"] == "Re: Bike lanes" and items["c-8"]["votes"] == {"for": 2, "against": 1}
    assert items["c-10"]["title"] == "Re: Parking" and str(items["d-5"]["received_on"]) == "2024-03-05"
    (answer,) = folder.items("responses")
    assert (
        answer["answers"] == ["p-5"] and answer["reasons"] == "Planned for May." and str(answer["on"]) == "2024-03-03"
    )
    assert [note.words for note in report.unread] == [
        "`tags` of proposals is not taken over",
        "`milestones` is not taken over",
    ]
    assert any("twice" in note.words for note in report.remarks)
    assert dict(report.records)["left out (withdrawn)"] == 1
    folder.assert_valid()


def test_consul_withdrawn_ones_come_along_if_asked_for(folder: Folder) -> None:
    folder.contribute(folder.json("consul.json", CONSUL), include=frozenset({"withdrawn"}))
    gone = next(item for item in folder.items() if item["key"] == "p-6")
    assert str(gone["withdrawn"]["on"]) == "2024-04-01" and gone["withdrawn"]["reason"] == "duplicated: See 5"
    folder.assert_valid()


def test_consul_csv(folder: Folder) -> None:
    proposals = folder.csv(
        "proposals.csv",
        [
            ["id", "title", "summary", "cached_votes_up", "confidence_score", "created_at", "geozone_id"],
            [5, "Bike lanes", "Safer", 7, 12, "2024-03-01 09:00:00", 3],
        ],
    )
    comments = folder.csv(
        "comments.csv",
        [
            ["id", "commentable_id", "commentable_type", "body", "created_at", "cached_votes_total", "ancestry"],
            [8, 5, "Proposal", "Agreed", "2024-03-02", 3, ""],
        ],
    )
    report = folder.contribute(proposals, comments)
    assert [(item["key"], item.get("title")) for item in folder.items()] == [
        ("p-5", "Bike lanes"),
        ("c-8", "Re: Bike lanes"),
    ]
    assert "confidence_score, geozone_id" in str(report.unread[0])


def test_consul_investments_in_spanish_with_their_refusal(folder: Folder) -> None:
    head = ["ID", "Título", "Descripción", "Apoyos", "Autor", "Viabilidad", "Informe de inviabilidad"]
    file = folder.csv("inversiones.csv", [head, [4, "Puente", "Sobre el río", 12, "ana", "Inviable", "No es nuestro."]])
    folder.contribute(file, source="consul", opens="2024-01-01", closes="2024-02-01", answered_on="2024-03-01")
    assert folder.items()[0]["key"] == "i-4" and folder.items()[0]["votes"] == {"for": 12}
    assert folder.items("responses")[0]["decision"] == "not_accepted"
    folder.assert_valid()


def test_consul_pages_of_a_bare_list(folder: Folder) -> None:
    first = folder.json("proposals-1.json", [{"id": 1, "title": "A", "public_created_at": "2024-03-01"}])
    second = folder.json("proposals-2.json", [{"id": 2, "title": "B", "public_created_at": "2024-03-02"}])
    folder.contribute(first, second)
    assert [item["key"] for item in folder.items()] == ["p-1", "p-2"]


def test_json_without_contributions_is_refused(folder: Folder) -> None:
    with pytest.raises(ImportFault, match="no proposals, debates, investments or comments"):
        folder.contribute(folder.json("x.json", {"data": {"users": {"edges": []}}}))
