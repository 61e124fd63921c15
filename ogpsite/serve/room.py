"""What the server and the builder share: the standing site, the browsers that look at it, and who is told what."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import field
from html import escape
from pathlib import Path
from typing import Any

from tornado.ioloop import IOLoop

from ogpsite import start
from ogpsite.locales import SOURCE
from ogpsite.model import dates
from ogpsite.nouns import dataclass
from ogpsite.problems import Place, Problem, Refused, phrase, worded
from ogpsite.serve import bar
from ogpsite.serve.editors import Editor
from ogpsite.serve.guard import Guard
from ogpsite.serve.standing import Answer, Shown, Standing
from ogpsite.words import Words

Tell = Callable[[str], None]


@dataclass
class Room:
    """One preview. `told` is what the terminal was last told, so that it isn't told the same twice."""

    standing: Standing
    guard: Guard
    editor: Editor
    with_bar: bool
    tell: Tell
    again: Callable[[], None] = lambda: None
    loop: IOLoop | None = None
    clients: set[Any] = field(default_factory=set)
    workers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(4, "preview"))
    told: tuple[Problem, ...] = ()
    speaker: Words = field(default_factory=lambda: Words(SOURCE))  # of the site as it was when the preview began
    both_ways: bool = False

    def say(self, message: str, in_page: bool = False) -> str:
        """The words of a problem, or what the terminal is told, in the site's first language."""
        said = self.words
        return said.in_terminal(message) if self.both_ways and not in_page else said.told(message, in_page)

    def say_in_page(self, message: str) -> str:
        return self.say(message, in_page=True)

    @property
    def words(self) -> Words:
        """The words of the first language of the site that is shown, or of the site as it was at the beginning."""
        shown = self.standing.shown
        return shown.theme.words(shown.edition.site.languages[0]) if shown else self.speaker

    @property
    def root(self) -> Path:
        return self.standing.job(self.standing.day).root

    @property
    def token(self) -> bytes:
        """The word that every write has to bring."""
        return self.guard.token.encode()

    # answering

    def answer(self, path: str) -> Answer:
        """What a path gives; while nothing could be built yet, a page that says what is wrong."""
        shown = self.standing.shown
        if shown is None:
            words = "\n\n".join(worded(one, say=self.say_in_page) for one in self.standing.problems)
            return Answer("error.html", self.faulty(words), status=503)
        if path and shown.found.at(f"{path}/index.html"):
            return Answer(f"/{path}/", status=301)
        return shown.answer(path)

    def faulty(self, words: str) -> bytes:
        """A page for the time in which there is no good site."""
        head, said = self.say_in_page(phrase("There is no good site to show yet")), self.words
        return (
            f'<!doctype html><html lang="{escape(said.language)}" dir="{said.direction}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width"><title>Preview</title></head><body><main>'
            f"<h1>{escape(head)}</h1><pre>{escape(words)}</pre></main></body></html>"
        ).encode()

    def with_script(self, data: bytes, path: str) -> bytes:
        """A page with the preview's script; everything else stays as it is published."""
        attributes = {
            "src": "/_preview/livereload.js",
            "data-token": self.guard.token,
            "data-seen": digest(data),
            "data-bar": "on" if self.with_bar else "off",
        }
        given = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
        tags = f'<script src="/_preview/idiomorph.js" defer></script><script {given} defer></script>'.encode()
        head, sign, rest = data.partition(b"</head>")
        return head + tags + sign + rest if sign else data + tags

    def state(self, path: str) -> dict[str, Any]:
        """What the overlay and the bar show, for the page in the file `path`."""
        standing, shown = self.standing, self.standing.shown
        found = standing.all_problems()
        root, say = self.root, self.say_in_page
        state: dict[str, Any] = {
            "number": standing.number,
            "problems": [bar.problem_data(root, problem, self.editor, say) for problem in found if problem.fatal],
            "warnings": sum(not problem.fatal for problem in found),
        }
        if shown is not None:
            words = shown.theme.words(shown.edition.site.languages[0])
            state |= {
                "page": bar.about(shown, path, found, root, self.editor, say),
                "gone": shown.found.at(path) is None,
                "day": shown.edition.site.day.isoformat(),
                "chosen": bool(standing.day),
                "drafts": shown.edition.site.drafts,
                "words": bar.said(words),
                "lang": words.language,
                "dir": words.direction,
            }
        return state

    def whole_state(self, path: str) -> dict[str, Any]:
        """As `state`, with the results of the self-check."""
        shown = self.standing.shown
        return self.state(path) | {"checks": bar.checks_of(shown, path) if shown else []}

    # telling

    def greet(self, client: Any) -> None:
        """Brings a browser that connects (again) up to date."""
        self.workers.submit(self.refresh, client)

    def refresh(self, client: Any) -> None:
        """Sends a browser its page where it changed, then what the bar shows; the builder makes the self-check, which
        is sent once it is there (`show_checks`): it takes a while, and a save must not wait for it."""
        try:
            self.send_page(client, self.standing.shown)
            self.send(client, {"command": "state", "state": self.state(client.path)})
            if self.standing.is_checked:
                self.send_checks(client)
        except Exception as error:  # a browser must not end the preview
            self.tell(f"A page could not be sent: {type(error).__name__}: {error}")

    def send_page(self, client: Any, shown: Shown | None) -> None:
        """Sends a browser the page that it shows, if that is another one now."""
        if shown is None or shown.found.at(client.path) is None:
            return
        try:
            data = shown.page(client.path)
        except Refused:
            return
        seen = digest(data)
        if seen != client.seen:
            client.seen = seen
            self.send(client, {"command": "page", "seen": seen, "path": client.path, "html": data.decode()})

    def send(self, client: Any, message: dict[str, Any]) -> None:
        """Gives a message to the server's thread to send."""
        if self.loop is not None:
            self.loop.add_callback(client.tell, message)

    def show(self) -> None:
        """Tells every browser of the newest site: first their pages, then the rest."""
        clients = list(self.clients)
        self.show_pages()
        for client in clients:
            if not client.ours:
                self.send(client, {"command": "reload", "path": "*", "liveCSS": True})
        self.show_state(clients)

    def show_pages(self) -> None:
        """Sends every browser the page that it shows, where that is another one now."""
        shown = self.standing.shown
        for client in list(self.clients):
            if client.ours:
                self.send_page(client, shown)

    def show_state(self, clients: list[Any] | None = None) -> None:
        """Tells every browser what is wrong, and what its bar shows."""
        for client in list(self.clients) if clients is None else clients:
            if client.ours:
                self.send(client, {"command": "state", "state": self.state(client.path)})

    def show_checks(self) -> None:
        """Makes the self-check, and tells every browser which of its results its page influences."""
        self.standing.check()
        for client in list(self.clients):
            if client.ours:
                self.send_checks(client)

    def send_checks(self, client: Any) -> None:
        """Tells a browser which results of the self-check its page influences."""
        shown = self.standing.shown
        if shown is not None:
            self.send(client, {"command": "checks", "checks": bar.checks_of(shown, client.path)})

    def restyle(self, scripts: bool) -> None:
        """Tells every browser that styles or pictures of the theme changed; for scripts the page is loaded again."""
        message = {"command": "reload" if scripts else "style", "path": "*", "number": self.standing.number}
        for client in list(self.clients):
            if client.ours:
                self.send(client, message)

    def report(self) -> None:
        """Tells the terminal what is wrong, and that it is mended."""
        found = self.standing.all_problems()
        if found == self.told:
            return
        known = set(self.told)
        for problem in found:
            if problem not in known:
                self.tell(worded(problem, say=self.say))
        fatal = sum(problem.fatal for problem in found)
        if fatal:
            stays = phrase("The site stays as it was before this change.")
            self.tell(self.say(stays if self.standing.shown else phrase("There is no good site to show yet")))
        elif any(problem.fatal for problem in self.told):
            self.tell(self.say(phrase("Everything is in order again.")))
        self.told = found

    # commands

    def command(self, name: str, value: str) -> str:
        """Carries out what the bar asks for. Raises Refused in plain words."""
        if name == "day":
            try:
                self.standing.day = dates.day(value).isoformat() if value else ""
            except dates.NotADate as error:
                raise Refused(Problem(Place("preview"), "value", error.args[0], dates.DAY_HINT)) from None
            self.again()
            return self.standing.day
        return self.translate(value)

    def translate(self, value: str) -> str:
        """Writes the file in which a translation is still missing: only one that a page of the site asks for."""
        shown = self.standing.shown
        root = self.root
        path, _, language = value.removesuffix(".md").rpartition(".")
        record = (
            next((one for one in shown.edition.site.by_uid.values() if one.meta.place.path == f"{path}.md"), None)
            if shown
            else None
        )
        if shown is None or record is None or language not in shown.edition.site.languages[1:]:
            message = phrase("no record of the site is translated in {file}", file=repr(value))
            raise Refused(Problem(Place(value), "reference", message))
        made = start.create(root, [start.translation_file(record, shown.edition.site.languages[0], language)])
        return made[0].relative_to(root).as_posix()


def digest(data: bytes) -> str:
    """What tells one state of a page from another."""
    return hashlib.sha256(data).hexdigest()[:16]
