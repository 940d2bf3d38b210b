"""``optout site allowed``: may this agent fetch this address? Nothing is contacted."""

import json
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path

import click

from optout.cli.output import emit, json_option, printable_json, progress
from optout.errors import WrongInput
from optout.signals.robots import Decision, Robots, decided, read
from optout.signals.robots.lines import MOST_BYTES

_WRONG_INPUT = 2
_MOST_KEPT = 128
_WANTED = ("robots", "agent", "url")
_NAME = re.compile(r"\*|[A-Za-z_-][A-Za-z0-9._-]*")


@click.command()
@click.option("--robots", type=click.Path(path_type=Path), help="The robots.txt.")
@click.option("--agent", help="The agent's name as in a robots.txt, such as GPTBot.")
@click.option("--url", help="The address or path, percent-encoded.")
@click.option("--batch", type=click.Path(path_type=Path), help="Many questions, one JSON object a line.")
@json_option
def allowed(
    robots: Path | None, agent: str | None, url: str | None, batch: Path | None, as_json: bool
) -> None:
    """Say whether a robots.txt lets an agent fetch an address, and which line decides.

    Decided as Google's open-source parser decides. With --batch one JSON object per line, in the
    order of the questions, each with "robots", "agent" and "url"; paths are relative to that file.
    """
    single = [one for one in (robots, agent, url) if one is not None]
    if batch is not None and not single:
        _answer_all(batch)
    elif batch is None and robots is not None and agent is not None and url is not None:
        decision = decided(_robots(robots), agent, url)
        _warn_of_headers(agent)
        emit(_value(decision), as_json, lambda: _words(decision))
    else:
        raise WrongInput(
            "Too little or too much is given.",
            todo="Give --robots, --agent and --url, or --batch alone.",
        )


def _warn_of_headers(agent: str, where: str = "") -> bool:
    """A whole User-Agent header is in no group, so the answer would be about nobody."""
    if _NAME.fullmatch(agent):
        return False
    progress(
        f"{where}That is no name as a robots.txt uses it: groups for a crawler inside it were not "
        "looked for. Give the name alone, such as GPTBot."
    )
    return True


def _answer_all(batch: Path) -> None:
    """The first agent that is no name is warned of: a batch may be a whole access log."""
    wrong = False
    for answer in _answers(batch):
        wrong = wrong or "error" in answer
        click.echo(printable_json(json.dumps(answer, ensure_ascii=False)))
    if wrong:
        raise click.exceptions.Exit(_WRONG_INPUT)


def _answers(batch: Path) -> Iterator[dict[str, object]]:
    try:
        lines = batch.open("rb")
    except OSError as error:
        raise _unreadable(batch) from error
    robots_at = lru_cache(maxsize=_MOST_KEPT)(_robots)
    warned = False
    with lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                agent, answer = _answer(number, line, lambda path: robots_at(batch.parent / path))
                warned = warned or _warn_of_headers(agent, f"Line {number}: ")
                yield answer


def _answer(
    number: int, line: bytes, robots_at: Callable[[str], Robots]
) -> tuple[str, dict[str, object]]:
    """The agent that was asked about, "*" where nobody can say, and the answer."""
    try:
        robots, agent, url = _question(line)
        return agent, _value(decided(robots_at(robots), agent, url))
    except WrongInput as error:
        return "*", {"error": f"line {number}: {error.what}"}


def _question(line: bytes) -> tuple[str, str, str]:
    try:
        asked = json.loads(line)
    except (ValueError, RecursionError):
        raise WrongInput("This is no JSON.") from None
    words = [asked.get(name) for name in _WANTED] if isinstance(asked, dict) else []
    robots, agent, url = words if len(words) == len(_WANTED) else (None, None, None)
    if not (isinstance(robots, str) and isinstance(agent, str) and isinstance(url, str)):
        raise WrongInput('This is no object with the texts "robots", "agent" and "url".')
    return robots, agent, url


def _robots(path: Path) -> Robots:
    try:
        with path.open("rb") as file:
            return read(file.read(MOST_BYTES))
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        raise _unreadable(path) from error


def _unreadable(path: Path) -> WrongInput:
    return WrongInput(
        f"The file {str(path)!r} cannot be read.", todo="Check its name, and that you may read it."
    )


def _value(decision: Decision) -> dict[str, object]:
    return {"allowed": decision.allowed, "why": decision.why}


def _words(decision: Decision) -> str:
    return f"{'Allowed' if decision.allowed else 'Refused'}: {decision.why}."
