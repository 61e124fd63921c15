"""The preview follows changes of every kind, keeps the last good site, and never ends by a fault in the content."""

from __future__ import annotations

import json
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sites import write_site

from serve.preview import Server

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("serve")]
PAGE = "/plans/2025-2028/open-clinics/"
COMMITMENT = "content/plans/2025-2028/commitments/open-clinics/commitment.md"
FOLDER = "content/plans/2025-2028/commitments/open-clinics"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(write_site(tmp_path / "site"))
    yield found
    found.stop()


def retitled(server: Server, title: str) -> str:
    text = (server.root / COMMITMENT).read_text("utf-8")
    return text.replace("title: Open clinics", f"title: {title}")


def test_follows_changes(server: Server) -> None:
    file = server.root / COMMITMENT
    text = file.read_text("utf-8")
    assert "<h1>Open clinics</h1>" in server.get(PAGE)
    assert "livereload" in server.status(PAGE)[1]
    assert "livereload" not in server.get(PAGE)

    file.write_text(retitled(server, "Open hospitals"), "utf-8")
    server.until(lambda: "<h1>Open hospitals</h1>" in server.get(PAGE))

    file.write_text(text.replace("lead: health", "lead: nobody"), "utf-8")
    server.until(lambda: "there is no organisation 'nobody'" in server.said())
    assert "<h1>Open hospitals</h1>" in server.get(PAGE)  # the last good site stays

    file.write_text(text, "utf-8")
    server.until(lambda: "<h1>Open clinics</h1>" in server.get(PAGE))
    server.until(lambda: "Everything is in order again." in server.said())
    assert not (server.root / "output").exists()
    assert sorted(path.name for path in server.root.iterdir()) == ["content", "site.yaml"]


def test_every_way_to_save(server: Server) -> None:
    file = server.root / COMMITMENT
    first = file.read_text("utf-8")
    aside = file.with_name(".commitment.md.tmp")  # written beside, then put in place: most editors
    aside.write_text(first.replace("Open clinics", "Put in place"), "utf-8")
    aside.replace(file)
    server.until(lambda: "<h1>Put in place</h1>" in server.get(PAGE))

    file.replace(server.root.parent / "backup")  # moved away, then written anew: vim
    file.write_text(first.replace("Open clinics", "Written anew"), "utf-8")
    server.until(lambda: "<h1>Written anew</h1>" in server.get(PAGE))

    with file.open("w", encoding="utf-8") as opened:  # in two pieces
        pieces = first.replace("Open clinics", "In pieces")
        opened.write(pieces[:40])
        opened.flush()
        opened.write(pieces[40:])
    server.until(lambda: "<h1>In pieces</h1>" in server.get(PAGE))


def test_files_and_folders_that_come_move_and_go(server: Server) -> None:
    commitments = server.root / "content/plans/2025-2028/commitments"
    shutil.move(commitments / "open-clinics", server.root.parent / "away")
    server.until(lambda: server.status(PAGE)[0] == 404 or "missing" in server.said() or "there is no" in server.said())
    shutil.move(server.root.parent / "away", commitments / "open-clinics")
    server.until(lambda: "<h1>Open clinics</h1>" in server.get(PAGE))

    news = server.root / "content/news/2026-02-01-hello.md"
    news.parent.mkdir()
    news.write_text("---\ntitle: Hello\ndate: 2026-02-01\n---\nWords.\n", "utf-8")
    server.until(lambda: "<h1>Hello</h1>" in server.get("/news/2026-02-01-hello/"))
    news.rename(news.with_name("2026-02-01-hi.md"))
    server.until(lambda: server.status("/news/2026-02-01-hi/")[0] == 200)
    assert server.status("/news/2026-02-01-hello/")[0] == 404
    news.with_name("2026-02-01-hi.md").unlink()
    server.until(lambda: server.status("/news/2026-02-01-hi/")[0] == 404)


def test_settings_theme_and_catalogue(server: Server) -> None:
    settings = server.root / "site.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}tagline: What we promised\n", "utf-8")
    server.until(lambda: "What we promised" in server.get("/"))
    theme = server.root / "themes/own"
    (theme / "templates").mkdir(parents=True)
    (theme / "theme.yaml").write_text("name: Own\nextends: default\n", "utf-8")
    (theme / "templates/page.html").write_text("<p>{{ page.title }} first</p>", "utf-8")
    settings.write_text(f"{text}theme: own\n", "utf-8")
    (server.root / "content/pages").mkdir()
    (server.root / "content/pages/about.md").write_text("---\ntitle: About\n---\nWords.\n", "utf-8")
    server.until(lambda: "About first" in server.get("/about/"))
    (theme / "templates/page.html").write_text("<p>{{ page.title }} second</p>", "utf-8")
    server.until(lambda: "About second" in server.get("/about/"))
    (theme / "templates/page.html").write_text("<p>{{ page.nothing.here }}</p>", "utf-8")
    server.until(lambda: "themes/own/templates/page.html:1" in server.said())
    assert "About second" in server.get("/about/")
    (theme / "templates/page.html").write_text("<p>{{ page.title }} third</p>", "utf-8")
    server.until(lambda: "About third" in server.get("/about/"))
    (theme / "static").mkdir()
    (theme / "static/style.css").write_text("p { color: red }", "utf-8")
    server.until(lambda: "color: red" in server.get("/assets/style.css"))


def test_a_checkout_of_two_hundred_files(server: Server) -> None:
    """From one branch to the other and back, as Git does it."""
    folder = server.root / "content/news"

    def git(*words: str) -> None:
        given = ("git", "-c", "user.name=E", "-c", "user.email=e@x.example", *words)
        subprocess.run(given, cwd=server.root, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "first")
    git("checkout", "-q", "-b", "news")
    folder.mkdir()
    for number in range(200):
        (folder / f"2026-02-01-n-{number}.md").write_text(f"---\ntitle: N {number}\ndate: 2026-02-01\n---\n", "utf-8")
    server.until(lambda: server.status("/news/2026-02-01-n-199/")[0] == 200)
    git("add", "-A")
    git("commit", "-qm", "news")
    git("checkout", "-q", "main")
    server.until(lambda: server.status("/news/2026-02-01-n-0/")[0] == 404)
    git("checkout", "-q", "news")
    # where Git is held up for a moment, what it wrote so far is shown first
    server.until(lambda: all(server.status(f"/news/2026-02-01-n-{number}/")[0] == 200 for number in range(200)))


def test_content_deleted_and_restored(server: Server) -> None:
    shutil.copytree(server.root / "content", server.root.parent / "copy")
    shutil.rmtree(server.root / "content")
    server.until(lambda: "error" in server.said())
    assert "<h1>Open clinics</h1>" in server.get(PAGE)
    shutil.move(server.root.parent / "copy", server.root / "content")
    server.until(lambda: json.loads(server.status("/_preview/state?path=/")[1])["problems"] == [])
    (server.root / COMMITMENT).write_text(retitled(server, "Open again"), "utf-8")
    server.until(lambda: "<h1>Open again</h1>" in server.get(PAGE))


def test_large_and_strange_files(server: Server) -> None:
    evidence = server.root / FOLDER / "large.bin"
    with evidence.open("wb") as file:
        for _ in range(50):
            file.write(b"x" * 1_000_000)
    text = (server.root / COMMITMENT).read_text("utf-8")
    (server.root / COMMITMENT).write_text(text.replace("lead: health", "lead: health\nevidence: [large.bin]"), "utf-8")
    server.until(lambda: "large.bin" in server.get(PAGE))
    status, data = server.status(f"/files/{FOLDER.removeprefix('content/')}/large.bin")
    assert (status, len(data)) == (200, 50_000_000)
    huge = server.root / "content/news/2026-01-01-huge.md"
    huge.parent.mkdir()
    huge.write_text("---\ntitle: Huge\ndate: 2026-01-01\n---\n" + "words " * 9_000_000, "utf-8")
    server.until(lambda: "the file is larger than 10 MB" in server.said())
    huge.write_bytes(b"\xff\xfe\x00nonsense")
    server.until(lambda: "UTF-16" in server.said())
    huge.unlink()
    huge.symlink_to(server.root.parent / "nowhere")
    server.until(lambda: "this is not a file that can be read" in server.said())
    huge.unlink()
    server.until(lambda: json.loads(server.status("/_preview/state?path=/")[1])["problems"] == [])


def test_an_unreadable_file_is_told(server: Server) -> None:
    evidence = server.root / FOLDER / "paper.txt"
    evidence.write_text("words", "utf-8")
    text = (server.root / COMMITMENT).read_text("utf-8")
    (server.root / COMMITMENT).write_text(text.replace("lead: health", "lead: health\nevidence: [paper.txt]"), "utf-8")
    server.until(lambda: "paper.txt" in server.get(PAGE))
    evidence.chmod(0)
    try:
        evidence.read_bytes()
    except OSError:
        server.until(lambda: "can't be read" in server.said())
    evidence.chmod(0o644)
    (server.root / COMMITMENT).write_text(text, "utf-8")
    server.until(lambda: "paper.txt" not in server.get(PAGE))
    assert server.process.poll() is None


def test_polls_where_it_is_asked_to(tmp_path: Path) -> None:
    server = Server(write_site(tmp_path / "site"), "--poll")
    try:
        (server.root / COMMITMENT).write_text(retitled(server, "Polled"), "utf-8")
        server.until(lambda: "<h1>Polled</h1>" in server.get(PAGE))
    finally:
        server.stop()


def test_the_network_only_where_it_is_asked_for(tmp_path: Path) -> None:
    """Also without a bar and without drafts."""
    root = write_site(tmp_path / "site", {"content/pages/secret.md": "---\ntitle: Secret\ndraft: true\n---\nHush.\n"})
    server = Server(root, "--host", "0.0.0.0", "--no-bar", "--no-drafts")
    try:
        assert "Everybody in your network can see this preview, drafts too." in server.said()
        assert server.status("/secret/")[0] == 404
        assert 'data-bar="off"' in server.status("/")[1]
        own = server.address.removeprefix("http://")
        port = own.rpartition(":")[2]
        assert server.ask("/", {"Host": f"192.168.1.5:{port}"})[0] == 200
        assert server.ask("/", {"Host": f"evil.example:{port}"})[0] == 403
    finally:
        server.stop()


def test_it_is_opened_where_it_is_asked_to(monkeypatch: pytest.MonkeyPatch) -> None:
    from ogpsite.serve import Wanted, running
    from ogpsite.serve.guard import Guard

    class Room:
        guard = Guard("::1", 8003, "")
        told: list[str] = []  # noqa: RUF012

        def say(self, words: str) -> str:
            return words

        def tell(self, words: str) -> None:
            self.told.append(words)

    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    running.greet(Room(), Wanted(host="::1", port=8000, open_browser=True), 8003)  # type: ignore[arg-type]
    assert opened == ["http://[::1]:8003/"]
    assert "Port 8000 is taken; the preview uses 8003." in Room.told


def test_takes_the_next_port(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = Server(write_site(tmp_path / "site"), port=port)
        try:
            assert not server.address.endswith(f":{port}")
            assert f"Port {port} is taken" in server.said()
        finally:
            server.stop()


def test_the_day_is_chosen_in_the_bar(server: Server) -> None:
    assert "24 November 2026" in server.get("/")
    headers = {"X-Preview-Token": server.token(), "Content-Type": "application/json"}
    status, _ = server.ask("/_preview/day", headers, "POST", '{"value": "2026-03-01"}')
    assert status == 200
    server.until(lambda: "1 March 2026" in server.get("/"))
    assert server.ask("/_preview/day", headers, "POST", '{"value": "soon"}')[0] == 409
    server.ask("/_preview/day", headers, "POST", '{"value": ""}')
    server.until(lambda: "24 November 2026" in server.get("/"))


def test_the_bar_knows_the_page(server: Server) -> None:
    state = json.loads(server.status(f"/_preview/state?path={PAGE}")[1])
    about, checks = state["page"], state["checks"]
    assert about["source"]["path"] == COMMITMENT
    assert f"{FOLDER}/checks.yaml" in [file["path"] for file in about["sources"]]
    assert about["translations"][0]["path"] == COMMITMENT.replace(".md", ".fr.md")
    assert about["translations"][0]["missing"] > 0
    assert checks
    assert all(server.status(check["href"])[0] == 200 for check in checks)

    headers = {"X-Preview-Token": server.token()}
    status, said = server.ask(
        "/_preview/translate", headers, "POST", json.dumps({"value": about["translations"][0]["path"]})
    )
    assert (status, json.loads(said)["done"]) == (200, about["translations"][0]["path"])
    assert (server.root / about["translations"][0]["path"]).is_file()
    assert server.ask("/_preview/translate", headers, "POST", '{"value": "../../etc/passwd.fr.md"}')[0] == 409


def test_stops_when_it_is_told_to(tmp_path: Path) -> None:
    server = Server(write_site(tmp_path / "site"))
    server.process.terminate()
    assert server.process.wait(30) == 0
    server.log.close()
    assert "Traceback" not in server.said()


def test_wrong_options_are_told() -> None:
    import sys

    run = subprocess.run(
        [sys.executable, "-m", "ogpsite", "serve", "--editor", "javascript://{path}"], capture_output=True, text=True
    )
    assert run.returncode == 2
    assert "--editor: name one of vscode" in run.stderr
