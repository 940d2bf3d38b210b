"""docs/reference/commands.md tells every command, every option and every exit code."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from optout import errors
from optout.cli.root import COMMANDS

TEXT = (Path(__file__).parents[2] / "docs" / "reference" / "commands.md").read_text(encoding="utf-8")
SECTIONS = {
    match[1]: match[2]
    for match in re.finditer(r"^##+ (optout [a-z ]+)\n(.*?)(?=^##|\Z)", TEXT, re.S | re.M)
}


def _commands() -> Iterator[tuple[str, click.Command]]:
    for name, entry in COMMANDS.items():
        module, _, attribute = entry.target.partition(":")
        command = getattr(import_module(module), attribute)
        yield f"optout {name}", command
        if isinstance(command, click.Group):
            context = click.Context(command)
            for below in command.list_commands(context):
                found = command.get_command(context, below)
                assert found is not None
                yield f"optout {name} {below}", found


def test_every_command_has_a_section_and_nothing_else_has() -> None:
    assert sorted(SECTIONS) == sorted(name for name, _ in _commands())


@pytest.mark.parametrize(("name", "command"), list(_commands()))
def test_every_option_of_a_command_is_told_and_no_other(name: str, command: click.Command) -> None:
    options = {o for p in command.params if isinstance(p, click.Option) for o in p.opts}
    told = set(re.findall(r"--[a-z]+(?:-[a-z]+)*", SECTIONS[name]))
    if isinstance(command, click.Group) and not command.invoke_without_command:
        assert options == set()
        return
    assert "--json" in options
    assert options - {"--json"} - told == set()
    assert "JSON" in SECTIONS[name]


def test_every_exit_code_is_told() -> None:
    codes = {
        kind.exit_code: kind.__name__
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, errors.OptoutError)
    }
    codes[1] = "Fault"
    told = {int(code): kind for code, kind in re.findall(r"^\| (\d+) \| `(\w+)` \|", TEXT, re.M)}
    assert told == {**codes, 130: "Stopped"}
