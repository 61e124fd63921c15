"""Arguments in, words and exit code out: the only printing and the only clock. Heavy rooms are opened on demand.

Exit codes: 0 fine, 1 content problems, 2 usage, 70 a fault of ours, 130 interrupted.
"""

from __future__ import annotations

import importlib
import os
import sys

import click

from ogpsite import MODEL, __version__
from ogpsite.model.vocabulary import RULES

ISSUES = "see CONTRIBUTING.md of ogpsite for how to report it"
VERSIONS = f"%(prog)s, version %(version)s\ncontent model {MODEL}\nrule sets: {', '.join(RULES)}"

COMMANDS = {
    # each command, and the module that holds the function of its name; a module is opened when its command is asked for
    "init": "editing",
    "new": "editing",
    "report": "editing",
    "translate": "editing",
    "editors": "editing",
    "build": "building",
    "check": "building",
    "serve": "previewing",
    "publish": "publishing",
    "audit": "auditing",
    "verify": "lasting",
    "links": "lasting",
    "import": "importing",
    "migrate": "migrating",
    "schema": "declared",
    "words": "declared",
}


def main() -> None:
    """The command `ogpsite`. A fault of ours is told as one, with how to report it."""
    try:
        code = commands.main(prog_name="ogpsite", standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except KeyboardInterrupt:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except Exception as error:
        if os.environ.get("OGPSITE_DEBUG"):
            raise
        click.echo(f"ogpsite {__version__} has a fault of its own: {type(error).__name__}: {error}", err=True)
        click.echo(f"This is not a fault of your content. Run again with OGPSITE_DEBUG=1, and {ISSUES}.", err=True)
        sys.exit(70)
    sys.exit(code if isinstance(code, int) else 0)


class Commands(click.Group):
    """The table of commands, as click asks for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"ogpsite.cli.{COMMANDS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name if cmd_name != "import" else "import_")
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", prog_name="ogpsite", message=VERSIONS)
def commands() -> None:
    """Turns a folder of Markdown and YAML into a complete, multilingual, permanent OGP repository."""
