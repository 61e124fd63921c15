"""Problems in the words of the site's first language; what programs read stays as it is."""

from __future__ import annotations

import ast
import json
import pickle
import re
import typing
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner
from sites import ROOT
from syntax import modules, nodes

from ogpsite.cli import commands, telling
from ogpsite.problems import NOTHING, Phrase, Place, Problem, in_lines, of_field, of_system, phrase, small, worded
from ogpsite.serve import bar
from ogpsite.voice import voice
from ogpsite.words import Words, set_apart

LANGUAGES = ("ar", "es", "fr", "id", "pt", "uk")
PLAN = "content/plans/2025-2028/plan.md"
NEWS = "content/news/2026-01-02-n.md"


def words(language: str) -> Words:
    return Words(language, [(ROOT / f"themes/default/locale/{language}.po").read_bytes()])


def faulty(folder: Path, languages: str = "[fr, en]") -> Path:
    """A site whose first language is another, with a few faults."""
    files = {
        "site.yaml": f"title: T\nurl: https://x.example/\nlanguages: {languages}\ncountry: C\nlead_agency: office\n"
        "contact: {name: C, email: c@x.example}\n",
        "content/organisations.yaml": "office:\n  name: O\n  sector: goverment\n",
        PLAN: "---\ntitle: P\nstart: 2025-01-01\nend: 2025-06-31\nlead: nobody\n---\n",
        NEWS: "---\ntitle: N\ndate: 2026-01-02\nabout: [plan:1999-2001]\n---\nTBD\n",
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def run(*arguments: str | Path) -> tuple[int, str, str]:
    result = CliRunner().invoke(commands, [str(one) for one in arguments], standalone_mode=False)
    return result.return_value if result.exception is None else 1, result.stdout, result.stderr


def test_a_phrase_is_its_english_text() -> None:
    found = of_field("due", phrase("{text} is not a date", text="'soon'"))
    assert found == "due: 'soon' is not a date"
    assert hash(found) == hash("due: 'soon' is not a date")
    assert json.dumps(found) == "\"due: 'soon' is not a date\""
    again = pickle.loads(pickle.dumps(found))  # problems come back from other processes
    assert isinstance(again, Phrase)
    assert words("fr").told(again) == "due : 'soon' n’est pas une date"


def test_values_are_no_messages() -> None:
    """What an editor wrote is never taken for a placeholder, nor translated."""
    found = phrase("there is no file {file}", file="'{word}.pdf'")
    assert found == "there is no file '{word}.pdf'"
    assert words("fr").told(found) == "fichier introuvable : '{word}.pdf'"
    assert words("fr").told("the text") == "the text"


def test_values_stay_apart_in_a_page_that_is_read_from_the_right() -> None:
    found = of_field("sector", phrase("{word} is not understood", word="'x'"))
    assert words("ar").told(found, in_page=True) == "\u2068sector\u2069: \u2068'x'\u2069 غير مفهوم"
    assert words("ar").told(found) == "sector: 'x' غير مفهوم"
    assert words("fr").told(found, in_page=True) == "sector\u00a0: 'x' n’est pas compris"


def shown(text: str) -> str:
    """A message as a page has it, the isolates made visible."""
    return words("ar").told(set_apart(text)).translate({0x2068: "<", 0x2069: ">"})


def test_what_is_written_from_the_left_stays_so_in_a_page_that_is_read_from_the_right() -> None:
    """Without it the day would be read as 30-06-2026, the folder as /content, the name as md.plan."""
    assert shown("اكتب اليوم هكذا 2026-06-30") == "اكتب اليوم هكذا <2026-06-30>"
    assert shown("في content/ هنا، أو `a: b`.") == "في <content/> هنا، أو <`a: b`>."
    assert shown("ملفه {kind}.md؛ {field}.{name}: {value}") == "ملفه <{kind}.md>؛ <{field}.{name}>: {value}"
    assert shown('حدد --port 8080، أو "#1a5fb4" – لا غير') == 'حدد <--port 8080>، أو <"#1a5fb4"> – لا غير'
    assert words("ar").told(phrase("write a day as 2026-06-30"), in_page=True).endswith("\u20682026-06-30\u2069")
    assert words("ar").told(phrase("write a day as 2026-06-30")).endswith(" 2026-06-30")


def test_a_terminal_that_puts_words_from_both_sides_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    found = in_lines(phrase("rename it to {key}", key="'a'"), phrase("keep one of them"))
    lines = words("ar").in_terminal(found).split("\n")
    assert [(line[0], line[-1]) for line in lines] == [("\u2067", "\u2069")] * 2
    assert "\u2068'a'\u2069" in lines[0]
    assert words("fr").in_terminal(found) == words("fr").told(found)
    for name in ("KONSOLE_VERSION", "MLTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VTE_VERSION", "7600")
    assert not telling.both_ways()  # no terminal: files and programs get no such signs
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert telling.both_ways()
    monkeypatch.delenv("VTE_VERSION")
    assert not telling.both_ways()


def test_no_line_begins_with_a_colon_in_french() -> None:
    found = of_field("due", phrase("did you mean {word}?", word="a : b"))
    assert words("fr").told(found, in_page=True) == "due\u00a0: vouliez-vous dire a : b\u00a0?"
    assert words("fr").told(found) == "due : vouliez-vous dire a : b ?"


def test_names_inside_a_sentence() -> None:
    found = phrase("there is no {kind} {written}", kind=small("Organisation"), written="'x'")
    assert found == "there is no organisation 'x'"
    assert words("es").told(found) == "no existe: organización 'x'"


def test_what_no_catalogue_has_stays_english() -> None:
    found = phrase("nobody has {name} yet", name="this")
    assert words("fr").told(found) == "nobody has this yet"
    assert Words("sw").told(of_field("due", found)) == "due: nobody has this yet"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_catalogue_tells_of_faults(tmp_path: Path, language: str) -> None:
    code, _, told = run("check", "--source", faulty(tmp_path, f"[{language}, en]"))
    _, _, english = run("check", "--source", faulty(tmp_path / "english", "[en]"))
    assert code == 1
    mine, its = (
        text.replace(f"{folder.as_posix()}/", "").splitlines()
        for text, folder in ((told, tmp_path), (english, tmp_path / "english"))
    )
    for own, other in zip(mine, its, strict=True):
        if ": error: " in other:
            place, _, said = other.partition(": error: ")
            assert own.startswith(f"{place}: error: ")
            assert own.endswith(said[said.index("  [") :])
        if ": error: " in other or " = " in other or other.startswith("Nothing"):
            assert own != other


def test_check_speaks_the_first_language(tmp_path: Path) -> None:
    code, _, told = run("check", "--source", faulty(tmp_path))
    lines = told.replace(f"{tmp_path.as_posix()}/", "").splitlines()
    assert code == 1
    assert f"{PLAN}:4: error: end : '2025-06-31' n’est pas un jour : juin compte 30 jours  [value]" in lines
    assert "       = écrivez un jour sous la forme 2026-06-30" in lines
    assert any(line.startswith(f"{NEWS}:4: error: introuvable : plan") for line in lines)
    assert lines[-1].startswith("Rien n’a été écrit : 4 erreurs")


@pytest.mark.slow  # builds a site
def test_what_was_made_is_summed_up_in_it(tmp_path: Path) -> None:
    code, made, _ = run("init", tmp_path / "site", "--languages", "fr,en")
    assert code == 0 and made.splitlines()[0] == f"écrit : {(tmp_path / 'site').as_posix()}/site.yaml"
    _, told, _ = run("check", "--source", tmp_path / "site")
    assert re.match(r"Vérifié : \d+ fiches, \d+ pages \(\d+ textes absents en « en »\)\n", told)
    for _ in range(2):  # the second time it is told as it was kept
        _, told, _ = run("build", "--source", tmp_path / "site", "--output", tmp_path / "output")
        assert re.match(rf"Construit : \d+ pages, \d+ fichiers en [\d.]+ s : {tmp_path.as_posix()}/output \(", told)


def test_what_programs_read_stays_english(tmp_path: Path) -> None:
    faulty(tmp_path)
    data = json.loads(run("check", "--source", tmp_path, "--json")[1])
    found = {(one["file"], one["line"]): one for one in data["problems"]}
    assert found[PLAN, 4]["message"] == "end: '2025-06-31' is not a day: June has 30 days"
    assert found[PLAN, 4]["code"] == "value"


def test_formats_speak_it_and_keep_their_ids(tmp_path: Path) -> None:
    french = json.loads(run("check", "--source", faulty(tmp_path), "--format", "gitlab")[1])
    english = json.loads(run("check", "--source", faulty(tmp_path, "[en, fr]"), "--format", "gitlab")[1])
    assert [one["fingerprint"] for one in french] == [one["fingerprint"] for one in english]
    assert [one["check_name"] for one in french] == [one["check_name"] for one in english]
    assert "n’est pas un jour" in str([one["description"] for one in french])


@pytest.mark.parametrize(
    "settings", ["", "languages: [fr\n", "languages: [fr]\ntheme: nowhere\n", "languages: 5\n", "\x00"]
)
def test_a_site_whose_settings_cannot_be_read(tmp_path: Path, settings: str) -> None:
    (tmp_path / "site.yaml").write_text(settings, "utf-8")
    (tmp_path / "content").mkdir()
    assert voice(tmp_path)("the text") == "the text"
    code, _, told = run("check", "--source", tmp_path)
    assert code == 1
    assert "Traceback" not in told


def test_a_theme_of_ones_own_may_say_it_otherwise(tmp_path: Path) -> None:
    faulty(tmp_path)
    theme = tmp_path / "themes/own"
    (theme / "locale").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: Own\nextends: default\n", "utf-8")
    catalogue = 'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "{word} is not understood"\nmsgstr "{word} ne va pas"\n'
    (theme / "locale/fr.po").write_text(catalogue, "utf-8")
    settings = tmp_path / "site.yaml"
    settings.write_text(settings.read_text("utf-8") + "theme: own\n", "utf-8")
    _, _, told = run("check", "--source", tmp_path)
    assert "sector : 'goverment' ne va pas" in told
    assert "n’est pas un jour" in told


def test_the_place_and_the_code_never_change() -> None:
    problem = Problem(Place("a.md", 3), "value", phrase("this field is required"), other=Place("b.md", 1))
    assert worded(problem, say=words("pt").told) == (
        "a.md:3: error: este campo é obrigatório  [value]\n       = veja também b.md:1"
    )


MADE = {
    # where a phrase is made of words that aren't written there, and why they are known to the catalogues
    "model/dates.py": "names of months: a table that the catalogues hold",
    "problems.py": "makes phrases: `phrase`, `small`, hints in lines, the system's reasons (OF_SYSTEM)",
    "words.py": "fills a translated message",
    "audit/data.py": "gaps of the self-check: a table that the catalogues hold",
    "audit/refusal.py": "titles of rules: a table that the catalogues hold",
    "cli/asking.py": "names of kinds, and the fields that `new` asks for: the catalogues hold both",
    "publish/release.py": "publishing speaks English: whoever publishes reads it, not who edits",
}
SYNTAX = pytest.mark.xdist_group("syntax")  # with those of test_architecture, in one process
TELLERS = ("Problem", "add", "stop", "Fault")  # what takes a message and a hint


def sources() -> dict[str, ast.Module]:
    """The modules but the importers: `phrase` is another thing there, and none makes a Problem."""
    return {path: tree for room, path, tree in modules() if room != "importers"}


def all_nodes(tree: ast.AST) -> Iterable[ast.AST]:
    return nodes(tree) if isinstance(tree, ast.Module) else ast.walk(tree)


def calls(tree: ast.AST, *names: str) -> list[ast.Call]:
    found = [one for one in all_nodes(tree) if isinstance(one, ast.Call)]
    return [one for one in found if getattr(one.func, "id", getattr(one.func, "attr", "")) in names]


def plain(node: ast.AST, known: dict[str, list[ast.expr]]) -> bool:
    """Whether an expression may be a text that was never made a phrase; names are looked up in their function."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str) and node.value != ""
    if isinstance(node, ast.JoinedStr | ast.BinOp):
        return True
    if isinstance(node, ast.IfExp):
        return plain(node.body, known) or plain(node.orelse, known)
    if isinstance(node, ast.BoolOp):
        return any(plain(one, known) for one in node.values)
    return isinstance(node, ast.Name) and any(plain(one, {}) for one in known.get(node.id, ()))


def assigned(function: ast.AST) -> dict[str, list[ast.expr]]:
    """What is assigned to each name in a function or module, pairs one by one."""
    found: dict[str, list[ast.expr]] = {}
    for one in all_nodes(function):
        if isinstance(one, ast.Assign):
            for target in one.targets:
                pairs = [(target, one.value)]
                if isinstance(target, ast.Tuple) and isinstance(one.value, ast.Tuple):
                    pairs = list(zip(target.elts, one.value.elts, strict=True))
                for name, value in pairs:
                    found.setdefault(ast.unparse(name), []).append(value)
        elif isinstance(one, ast.AnnAssign) and one.value is not None:
            found.setdefault(ast.unparse(one.target), []).append(one.value)
    return found


def plainly_told(tree: ast.Module) -> list[str]:
    """Problems whose message or hint is a text that no catalogue can hold."""
    found: list[str] = []
    if not calls(tree, *TELLERS):
        return found
    everywhere = assigned(tree)
    scopes = [one for one in nodes(tree) if isinstance(one, ast.FunctionDef)]
    for scope in (tree, *scopes):
        told_here = calls(scope, *TELLERS)
        known = {**everywhere, **assigned(scope)} if told_here and scope is not tree else everywhere
        for call in told_here:
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            told = call.args[0:2] if name == "Fault" else call.args[2:4]
            told += [one.value for one in call.keywords if one.arg in ("message", "hint")]
            if any(plain(one, known) for one in told):
                found.append(f"{call.lineno}: {ast.unparse(call)[:90]}")
    return sorted(set(found))


@SYNTAX
def test_no_problem_is_told_in_plain_words() -> None:
    """A message that is no phrase stays English in every site. The types say the same: mypy refuses a plain text."""
    assert typing.get_type_hints(Problem)["message"] is typing.get_type_hints(Problem)["hint"] is Phrase
    found = {path: told for path, tree in sources().items() if (told := plainly_told(tree))}
    assert found == {}
    for bad in (
        'Problem(p, "c", "words", phrase("x"))',
        'Problem(p, "c", phrase("x"), f"{a} words")',
        'def f():\n    hint = "words" if a else phrase("x")\n    Problem(p, "c", phrase("x"), hint)',
        'def f():\n    message, hint = phrase("x"), "words"\n    reading.add(1, "c", message, hint)',
        'HINT = "words"\ndef f():\n    return Problem(p, "c", phrase("x"), hint=HINT)',
    ):
        assert plainly_told(ast.parse(bad)), bad
    assert not plainly_told(ast.parse('Problem(p, "c", phrase("x {y}", y="words"))'))


@SYNTAX
def test_every_phrase_is_written_where_the_catalogues_find_it() -> None:
    """`ogpsite words` reads the first argument of `phrase` and `small`: it must be there as it is."""
    for path, tree in sources().items():
        for call in calls(tree, "phrase"):
            assert isinstance(call.args[0], ast.Constant), f"{path}:{call.lineno}: {ast.unparse(call)[:90]}"
        assert path in MADE or not calls(tree, "Phrase"), f"{path}: write it with `phrase`"


@SYNTAX
def test_values_fill_every_placeholder() -> None:
    for path, tree in sources().items():
        for call in calls(tree, "phrase"):
            text = call.args[0]
            assert isinstance(text, ast.Constant)
            if not any(one.arg is None for one in call.keywords):  # **values
                given = {one.arg for one in call.keywords}
                assert set(re.findall(r"\{(\w+)\}", str(text.value))) == given, f"{path}:{call.lineno}"


def test_hints_in_lines() -> None:
    found = in_lines(phrase("keep one of them"), phrase("write {value}", value="{0}"))
    assert found == "keep one of them\nwrite {0}"
    assert words("fr").told(found) == "gardez-en un seul\nécrivez {0}"
    assert words("fr").told(pickle.loads(pickle.dumps(found))) == "gardez-en un seul\nécrivez {0}"


def test_no_words_stay_no_words() -> None:
    """An empty message has a meaning of its own in catalogues: their head."""
    assert words("fr").told(phrase("")) == ""
    assert words("fr").told(NOTHING) == ""


def test_reasons_of_the_system() -> None:
    found = phrase("the file can't be read: {reason}", reason=of_system(PermissionError(13, "Permission denied")))
    assert found == "the file can't be read: Permission denied"
    assert words("uk").told(found) == "файл неможливо прочитати: немає права доступу"
    strange = of_system(OSError(999, "{odd}"))
    assert words("uk").told(phrase("the file can't be read: {reason}", reason=strange)).endswith("{odd}")


def test_the_preview_breaks_no_line_before_a_french_colon() -> None:
    said = bar.said(words("fr"))
    assert said["Something must be mended first: {count}"].endswith("\u00a0: {count}")
    assert not [found for found in said.values() if re.search(" [:;?!»]", found)]
    assert ": {count}" in bar.said(Words("en"))["Something must be mended first: {count}"]
