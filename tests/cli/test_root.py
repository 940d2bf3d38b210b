"""The command line from outside, as a process: what is printed where, and the exit code."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

import click
import pytest

from optout import __version__
from optout.cli.root import COMMANDS

SECRET = "ada.lovelace@mail.example"


def run(
    *arguments: str, home: Path, script: str = "", environ: Mapping[str, str] = MappingProxyType({})
) -> subprocess.CompletedProcess[str]:
    """``optout`` with these arguments, or ``script`` that calls it, with its own home."""
    command = [sys.executable, *(["-c", script] if script else ["-m", "optout"]), *arguments]
    return subprocess.run(
        command,
        env={**os.environ, "OPTOUT_HOME": str(home), "COLUMNS": "100", **environ},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def broken(raising: str) -> str:
    """A script that runs ``optout`` with a command ``break`` that does ``raising``."""
    return f"""
import sys, types, click
from optout.__main__ import main
from optout.cli.root import COMMANDS, Entry
from optout.errors import Locked, WrongInput

@click.command()
@click.option("--json", "as_json", is_flag=True)
def command(as_json):
    address = {SECRET!r}
    {raising}

module = types.ModuleType("broken"); module.command = command
sys.modules["broken"] = module
COMMANDS["break"] = Entry("broken:command", "Breaks.")
main(["break", *sys.argv[1:]])
"""


def test_help_lists_every_command_with_its_words(tmp_path: Path) -> None:
    said = run("--help", home=tmp_path)
    assert said.returncode == 0
    for name, entry in COMMANDS.items():
        assert any(line.split() == [name, *entry.words.split()] for line in said.stdout.splitlines()), (
            name
        )


def test_help_imports_no_command_and_nothing_heavy(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom optout.cli.root import root\n"
        "root.main(['--help'], standalone_mode=False)\n"
        "print(sorted(sys.modules), file=sys.stderr)"
    )
    loaded = run(home=tmp_path, script=script).stderr
    heavy = ("pydantic", "sqlalchemy", "playwright", "httpx", "rich", "yaml", "dbos", "cryptography")
    assert [name for name in (*heavy, "optout.cli.providers") if f"'{name}'" in loaded] == []


def test_help_starts_in_a_quarter_of_a_second_of_cpu(tmp_path: Path) -> None:
    def used() -> float:
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    costs = []
    for _ in range(3):
        before = used()
        assert run("--help", home=tmp_path).returncode == 0
        costs.append(used() - before)
    assert min(costs) < 0.25


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("pro", ["providers"]), ("re", ["recheck", "report", "rehearse"]), ("providers ne", ["new"])],
)
def test_a_shell_can_complete_commands(tmp_path: Path, typed: str, offered: list[str]) -> None:
    environ = {"_OPTOUT_COMPLETE": "bash_complete", "COMP_WORDS": f"optout {typed}"}
    said = run(home=tmp_path, environ={**environ, "COMP_CWORD": str(len(typed.split()))})
    assert said.stdout.split() == [f"plain,{name}" for name in offered]


def test_version_is_the_package_s(tmp_path: Path) -> None:
    assert run("--version", home=tmp_path).stdout == f"optout {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_listed_command_is_a_command_of_that_name(name: str) -> None:
    module, _, attribute = COMMANDS[name].target.partition(":")
    command = getattr(import_module(module), attribute)
    assert isinstance(command, click.Command)
    assert (command.name, module) == (name, f"optout.cli.{name}")


def test_an_unknown_command_is_answered_with_the_nearest(tmp_path: Path) -> None:
    said = run("plann", home=tmp_path)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr == "There is no command 'plann'. Did you mean 'plan'?\n"


def test_a_wrong_option_is_a_sentence_and_in_json_an_object(tmp_path: Path) -> None:
    said = run("providers", "list", "--kind", "x", home=tmp_path)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.startswith("Invalid value for '--kind'")
    assert said.stderr.endswith("See optout providers list --help.\n")
    as_json = run("providers", "list", "--kind", "x", "--json", home=tmp_path)
    assert as_json.returncode == 2
    assert json.loads(as_json.stdout)["error"] == "WrongInput"
    assert as_json.stderr == ""


def test_a_known_failure_is_its_sentences_and_its_exit_code(tmp_path: Path) -> None:
    script = broken("raise Locked('The vault is locked.', kept='Nothing was lost.', todo='Unlock it.')")
    said = run(home=tmp_path, script=script)
    assert (said.returncode, said.stdout) == (3, "")
    assert said.stderr == "The vault is locked. Nothing was lost. Unlock it.\n"
    as_json = run("--json", home=tmp_path, script=script)
    assert (as_json.returncode, as_json.stderr) == (3, "")
    assert json.loads(as_json.stdout) == {
        "error": "Locked",
        "what": "The vault is locked.",
        "kept": "Nothing was lost.",
        "todo": "Unlock it.",
        "exit_code": 3,
    }


def test_an_unknown_failure_tells_type_and_place_and_never_a_value(tmp_path: Path) -> None:
    raising = "from optout.catalog.yaml_tree import read_tree; read_tree(address)"
    said = run(home=tmp_path, script=broken(raising))
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.startswith(
        "optout stopped because of a fault of its own (AttributeError at optout/catalog/yaml_tree.py:"
    )
    log = tmp_path / "log" / "faults.log"
    assert f"are in {log}." in said.stderr
    assert "yaml_tree.py" in log.read_text()
    assert SECRET not in said.stderr + log.read_text()
    assert (log.stat().st_mode & 0o777, log.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_the_message_of_an_unknown_failure_and_of_its_cause_stay_unsaid(tmp_path: Path) -> None:
    raising = """
    try:
        raise KeyError(address)
    except KeyError as error:
        raise ValueError(f"no {address}") from error"""
    said = run("--json", home=tmp_path, script=broken(raising))
    assert (said.returncode, json.loads(said.stdout)["error"], said.stderr) == (1, "Fault", "")
    log = (tmp_path / "log" / "faults.log").read_text()
    assert "ValueError" in log
    assert "after\nKeyError" in log
    assert SECRET not in said.stdout + log


def test_where_no_log_can_be_written_the_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("in the way")
    said = run(home=tmp_path, script=broken("1 / 0"))
    assert said.returncode == 1
    assert said.stderr.endswith("No log could be written.\n")


def test_stopping_it_is_a_sentence_and_exit_130(tmp_path: Path) -> None:
    said = run(home=tmp_path, script=broken("raise KeyboardInterrupt"))
    assert (said.returncode, said.stdout) == (130, "")
    assert said.stderr.startswith("\nStopped. What was done so far is kept;")  # ends the line of ^C


def test_a_reader_that_leaves_is_no_fault(tmp_path: Path) -> None:
    said = run(home=tmp_path, script=broken("raise BrokenPipeError"))
    assert (said.returncode, said.stderr) == (1, "")
