"""The commands as pages, from their own declarations: docs/commands.md, and the manual page docs/ogpsite.1."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import click

from ogpsite import __version__
from ogpsite.cli import COMMANDS, commands

MADE = "Made from the declarations by `make reference`; do not edit."
SHELLS = ("bash", "zsh", "fish")
EXIT = (
    ("0", "fine"),
    ("1", "the content has faults, or the target can't be used; nothing was written"),
    ("2", "the command was not understood"),
    ("70", "a fault of ogpsite itself"),
    ("130", "interrupted"),
)


def pages() -> dict[str, str]:
    """The text of each page, by its path in the project."""
    return {"docs/commands.md": guide(), "docs/ogpsite.1": manual()}


def every() -> Iterator[tuple[str, click.Command]]:
    """Every command with its whole name, in the order of the table."""
    for name in COMMANDS:
        command = commands.get_command(click.Context(commands), name)
        assert command is not None
        if isinstance(command, click.Group):
            for inner, one in sorted(command.commands.items()):
                yield f"{name} {inner}", one
        else:
            yield name, command


def guide() -> str:
    lines = ["# Commands", "", f"<!-- {MADE} -->", ""]
    lines += ["`ogpsite COMMAND --help` says the same on the terminal. Exit codes:", ""]
    lines += ["| code | what it says |", "|---|---|", *(f"| {code} | {words} |" for code, words in EXIT), ""]
    for name, command in every():
        lines += [f"## {name}", "", f"`{usage(name, command)}`", "", *told(command), ""]
        rows = [(shown, cell(words)) for shown, words in options(command)]
        if rows:
            lines += [
                "| option | what it does |",
                "|---|---|",
                *(f"| `{shown}` | {words} |" for shown, words in rows),
                "",
            ]
    lines += ["## Completion", "", "Your shell can complete commands and options. Add the line for your shell:", ""]
    lines += ["| shell | line | file |", "|---|---|---|"]
    files = {"bash": "~/.bashrc", "zsh": "~/.zshrc", "fish": "~/.config/fish/completions/ogpsite.fish"}
    for shell in SHELLS:
        call = f"_OGPSITE_COMPLETE={shell}_source ogpsite"
        line = call if shell == "fish" else f'eval "$({call})"'
        lines.append(f"| {shell} | `{line}`{' (its output)' if shell == 'fish' else ''} | `{files[shell]}` |")
    return "\n".join((*lines, ""))


def usage(name: str, command: click.Command) -> str:
    """The line that is typed."""
    arguments = []
    for one in command.params:
        if isinstance(one, click.Argument):
            word = (one.metavar or one.name or "").upper()
            word = f"{word}…" if one.nargs == -1 else word
            arguments.append(word if one.required else f"[{word}]")
    return " ".join(("ogpsite", name, *arguments, "[OPTIONS]"))


def told(command: click.Command) -> Iterator[str]:
    """What a command says of itself; parts that keep their lines stand in a block."""
    for number, part in enumerate(inspect.cleandoc(command.help or "").split("\n\n")):
        if number:
            yield ""
        if part.startswith("\b"):
            yield from ("```text", *part.removeprefix("\b").strip("\n").split("\n"), "```")
        else:
            yield " ".join(part.split())


def options(command: click.Command) -> Iterator[tuple[str, str]]:
    """Every option as it is typed, with what it does."""
    for one in command.params:
        if isinstance(one, click.Option) and not one.hidden:
            names = ", ".join((*one.opts, *one.secondary_opts))
            value = "" if one.is_flag else f" {one.make_metavar(click.Context(command))}"
            yield f"{names}{value}", one.help or ""


def cell(words: str) -> str:
    return words.replace("|", "\\|")


def manual() -> str:
    """A manual page, as `man` reads it."""
    lines = [f'.\\" {MADE}', f'.TH OGPSITE 1 "" "ogpsite {__version__}" "User commands"', ".SH NAME"]
    lines += ["ogpsite \\- a static site generator for Open Government Partnership repositories", ".SH SYNOPSIS"]
    lines += [".B ogpsite", "COMMAND [OPTIONS]", ".SH COMMANDS"]
    for name, command in every():
        lines += [f".SS {roff(usage(name, command))}", *(roff(line) for line in text_of(command))]
        for shown, words in options(command):
            lines += [".TP", f"\\fB{roff(shown)}\\fR", roff(words) or "."]
    lines.append(".SH EXIT STATUS")
    for code, words in EXIT:
        lines += [".TP", f"\\fB{code}\\fR", roff(words)]
    return "\n".join((*lines, ""))


def text_of(command: click.Command) -> Iterator[str]:
    """A command's words; blocks stay blocks."""
    for line in told(command):
        yield {"```text": ".nf", "```": ".fi", "": ".PP"}.get(line, line)


def roff(text: str) -> str:
    """Words in which nothing is a request or an escape of roff."""
    if text in (".nf", ".fi", ".PP"):
        return text
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return re.sub(r"^([.'])", r"\\&\1", text)
