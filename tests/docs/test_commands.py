import re
import shlex

import click
import pytest

from optout.cli.root import root
from optout.errors import WrongInput
from tests.docs.pages import CHECKOUT, commands

TARGETS = set(re.findall(r"^([a-z]+):", (CHECKOUT / "Makefile").read_text(), re.MULTILINE))


def parsed(command: click.Command, name: str, given: list[str], parent: click.Context | None) -> None:
    """Follow ``given`` down to its command; values are not checked, for they may be placeholders."""
    context = click.Context(command, parent=parent, info_name=name)
    _, rest, _ = command.make_parser(context).parse_args(completed(command, given))
    assert command.get_help(context)
    if isinstance(command, click.Group) and rest:
        said, chosen, deeper = command.resolve_command(context, rest)
        assert chosen is not None
        parsed(chosen, str(said), deeper, context)
    else:
        assert rest == [], "more arguments than the command takes"


def completed(command: click.Command, given: list[str]) -> list[str]:
    """``given``; where it only mentions an option at its end, with a value for it."""
    valued = {
        name
        for option in command.params
        if isinstance(option, click.Option) and not option.is_flag
        for name in option.opts
    }
    return [*given, "VALUE"] if valued & set(given[-1:]) else given


@pytest.mark.parametrize(("page", "arguments"), commands("optout"))
def test_every_command_line_in_the_documentation_is_one_that_optout_takes(
    page: str, arguments: str
) -> None:
    given = shlex.split(arguments)
    assert given
    parsed(root, "optout", given, None)  # raises for a command or an option that does not exist


@pytest.mark.parametrize(("page", "arguments"), commands("make"))
def test_every_make_target_in_the_documentation_exists(page: str, arguments: str) -> None:
    assert arguments.split()[0] in TARGETS


def test_the_readme_leads_from_the_rehearsal_to_the_report() -> None:
    told = [arguments for page, arguments in commands("optout") if page == "README.md"]
    begin = ["init", "plan", "plan --accept", "run", "status", "tasks", "report"]
    assert [arguments for arguments in told if arguments in begin] == begin
    assert {("README.md", "rehearse"), ("README.md", "test")} <= set(commands("make"))


def test_a_guide_enrols_before_it_plans() -> None:
    told = [arguments for page, arguments in commands("optout") if "opt-out-of-ai-training" in page]
    assert told[:2] == ["init --from profile.yaml", "plan"]
    assert any(
        arguments.startswith("tasks answer r-de87755e8636 done --screenshot") for arguments in told
    )


def test_the_guide_to_an_own_site_tells_of_the_folder_and_of_who_comes() -> None:
    page = (CHECKOUT / "docs" / "how-to" / "say-no-on-your-own-site.md").read_text(encoding="utf-8")
    told = [arguments for page, arguments in commands("optout") if "say-no-on-your-own-site" in page]
    assert "[sites]" in page
    assert "optout-canary-" in page
    assert any(arguments.startswith("site watch ") for arguments in told)


@pytest.mark.parametrize(
    ("wrong", "how"),
    [
        ("plan --no-such-option", click.NoSuchOption),
        ("tasks answer r-1 done more", AssertionError),
        ("tasks no-such", click.UsageError),
        ("no-such", WrongInput),
    ],
)
def test_a_command_line_that_optout_does_not_take_is_noticed(wrong: str, how: type[Exception]) -> None:
    with pytest.raises(how):
        parsed(root, "optout", shlex.split(wrong), None)
