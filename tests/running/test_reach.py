"""What starts when it is needed, and what happens where it does not."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from optout.catalog.steps import WebStep
from optout.channels.attempt import Attempt, Capture
from optout.errors import OutsideFailure
from optout.network import Network
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.running.reach import Reach
from tests.running.workshop import START, catalog_of, definition


@contextmanager
def _reach(tmp_path: Path, find_browser: Callable[[], str | None]) -> Iterator[tuple[Reach, WebStep]]:
    """A reach without a mailbox, and a step that needs no browser."""
    catalog = catalog_of(tmp_path / "data_brokers", acme=definition())
    reach = Reach(Network(), catalog, find_browser)
    step = catalog.get("acme").submit
    assert isinstance(step, WebStep)
    try:
        yield reach, step
    finally:
        reach.close()


def _none() -> str:
    raise OutsideFailure("No browser was found.", todo="Install one.")


@pytest.mark.parametrize(
    ("find_browser", "why", "trouble"),
    [
        (_none, "OutsideFailure", "No browser was found. Install one."),
        (
            lambda: "/nowhere/browser",
            "Error",
            "No browser could be started on this machine; nothing was sent.",
        ),
    ],
)
def test_without_a_browser_only_what_needs_one_is_not_done_and_nothing_was_sent(
    tmp_path: Path, find_browser: Callable[[], str | None], why: str, trouble: str
) -> None:
    with _reach(tmp_path, find_browser) as (reach, plain):
        with_browser = plain.model_copy(update={"browser": True})

        assert reach.prepare(with_browser) == Outcome(
            Answer.UNREACHABLE, Failure.NO_BROWSER, detail=why, sent=Sent.NO
        )
        assert reach.trouble == trouble
        assert reach.prepare(plain) is None


def test_what_cannot_start_for_another_reason_is_a_fault_of_our_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise OSError("no more files")

    monkeypatch.setattr("optout.running.reach.HttpClient", broken)
    with _reach(tmp_path, _none) as (reach, plain):
        outcome = reach.prepare(plain)

        assert outcome == Outcome(Answer.UNREACHABLE, Failure.OWN_FAULT, detail="OSError")
        assert reach.trouble is None


class Slow:
    """A channel that takes its time."""

    async def run(self, attempt: Attempt, capture: Capture) -> Outcome:
        await asyncio.sleep(0.2)
        return Outcome(Answer.DONE)


async def _code() -> None:
    return None


@pytest.mark.parametrize(("awaits", "answer"), [(False, Answer.UNREACHABLE), (True, Answer.DONE)])
def test_an_attempt_that_may_wait_for_a_code_has_the_time_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, awaits: bool, answer: Answer
) -> None:
    monkeypatch.setattr("optout.running.reach.ATTEMPT_SECONDS", 0.05)
    with _reach(tmp_path, _none) as (reach, step):
        monkeypatch.setitem(reach._channels, "web", Slow())
        attempt = Attempt(
            id="a-1",
            provider=catalog_of(tmp_path / "data_brokers", acme=definition()).get("acme"),
            action=Action.SEARCH,
            facts=Facts({}),
            at=START,
            reference="ref",
            await_code=_code if awaits else None,
        )
        assert reach.run(step, attempt, Capture()).answer == answer


def test_who_starts_it_may_give_an_attempt_more_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optout.running.reach.ATTEMPT_SECONDS", 0.01)
    catalog = catalog_of(tmp_path / "data_brokers", acme=definition())
    reach = Reach(Network(), catalog, _none, attempt_seconds=30)
    try:
        monkeypatch.setitem(reach._channels, "web", Slow())
        provider = catalog.get("acme")
        attempt = Attempt("a-1", provider, Action.SEARCH, Facts({}), START, "ref")
        assert reach.run(provider.submit, attempt, Capture()).answer == Answer.DONE
    finally:
        reach.close()
