"""``optout tasks do``: do with the person, in a window, what only they can do."""

import sys
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option, progress
from optout.errors import OutsideFailure

if TYPE_CHECKING:
    from collections.abc import Callable

    from optout.requests.outcome import Outcome
    from optout.requests.state import Standing
    from optout.running.assistable import Wanted
    from optout.running.assisted_reach import AssistedReach
    from optout.running.assisting import Assisting
    from optout.running.installation import Installation


@click.command("do")
@click.argument("request_id", metavar="REQUEST")
@click.option("--browser", help="The browser that shows the window: Chromium, Chrome or Edge.")
@click.option("--dry-run", is_flag=True, help="Open nothing: print the steps, and the link.")
@json_option
@click.pass_context
def do(ctx: click.Context, request_id: str, browser: str | None, dry_run: bool, as_json: bool) -> None:
    """Open a window with the form filled; you solve and send, optout watches and records.

    optout presses nothing that sends, and solves nothing. Close the window to stop.
    """
    from optout.cli.session import installation

    with installation() as opened:
        doing = Doing(opened, request_id, browser, asks=sys.stdin.isatty() and not as_json)
        try:
            value, words = doing.steps("Nothing was opened.") if dry_run else doing.do()
        except OutsideFailure as failure:
            value, words = doing.steps(str(failure))
            emit(value, as_json, lambda: words)
            ctx.exit(failure.exit_code)
    emit(value, as_json, lambda: words)


Told = tuple[dict[str, object], str]


class Doing:
    """One request that the person takes up. ``asks``: somebody at the terminal can answer."""

    def __init__(
        self, installation: "Installation", request_id: str, browser: str | None, *, asks: bool
    ) -> None:
        from optout.running.assistable import require_wanted
        from optout.running.journal import Journal

        self._installation = installation
        self._browser = browser
        self._asks = asks
        self._journal = Journal(installation)
        self._known = self._assisting(None).seen_to(request_id)
        self._wanted: Wanted = require_wanted(self._known, installation.catalog)

    def do(self) -> Told:
        """Raises ``OutsideFailure`` where no window can be shown here; then nothing was done."""
        reach = open_reach(self._wanted, self._browser, progress)
        try:
            return self._in_window(self._assisting(reach)) if self._tells else self._shown(reach)
        finally:
            reach.close()

    @property
    def _tells(self) -> bool:
        """Whether the window tells the provider something, so that it is an attempt."""
        from optout.catalog.steps import HandStep, WebStep

        step = self._wanted.step
        return isinstance(step, WebStep) or (isinstance(step, HandStep) and step.tells)

    def steps(self, why: str) -> Told:
        """What to do by hand instead, ``why`` first: shown to the person, kept nowhere."""
        from optout.report.tasks import numbered

        steps = self._assisting(None).steps_by_hand(self._known.row.id)
        answer = f"Then say what you did: optout tasks answer {self._known.row.id} done|not-done|give-up"
        value = {**self._value(self._known.standing, None), "steps": [*steps, answer]}
        return value, "\n".join([why, "To do it in a browser of your own:", *numbered([*steps, answer])])

    def _assisting(self, reach: "AssistedReach | None") -> "Assisting":
        from optout.running.assisting import Assisting

        return Assisting(self._installation, self._journal, reach)

    def _in_window(self, assisting: "Assisting") -> Told:
        from optout.catalog.steps import HandStep

        standing, outcome = assisting.take_up(self._known.row.id)
        by_hand = assisting.opened and isinstance(self._wanted.step, HandStep)
        progress(_left(outcome) if by_hand else _came(outcome, assisting.opened))
        standing = self._asked(standing) if assisting.opened else standing
        return self._value(standing, outcome), self._now(standing)

    def _shown(self, reach: "AssistedReach") -> Told:
        from optout.catalog.steps import AttestStep, HandStep
        from optout.report.tasks import numbered

        step = self._wanted.step
        if isinstance(step, HandStep | AttestStep):
            for line in numbered(step.instructions):
                progress(line)
            reach.show(step.url)
        standing = self._asked(self._known.standing)
        return self._value(standing, None), self._now(standing)

    def _asked(self, standing: "Standing") -> "Standing":
        """What the person says they did, where a question is open and somebody is there to answer."""
        from optout.requests.events import PersonSays
        from optout.running.answering import answer

        if not self._asks or not self._is_open(standing):
            return standing
        says = {"done": PersonSays.DID_IT, "not-done": PersonSays.DID_NOT, "later": None}
        asked = "Is it set now?" if self._is_switch else "Did you send it?"
        said = says[click.prompt(asked, type=click.Choice(list(says)), default="later")]
        if said is None:
            return standing
        return answer(self._installation, self._journal, self._known.row.id, said)

    @property
    def _is_switch(self) -> bool:
        from optout.catalog.steps import AttestStep

        return isinstance(self._wanted.step, AttestStep)

    def _is_open(self, standing: "Standing") -> bool:
        """Whether "done" may mean that it was sent: not where it means that a fact is there now."""
        from optout.requests.failures import Failure
        from optout.running.assistable import wanted_of

        if standing.task is not None:
            return standing.task.failure != Failure.FACT_MISSING
        known = self._journal.read(self._known.row.id)
        return wanted_of(known, self._installation.catalog) is not None

    def _value(self, standing: "Standing", outcome: "Outcome | None") -> dict[str, object]:
        return {
            "request": self._known.row.id,
            "state": standing.state,
            "task": standing.task.failure if standing.task else None,
            "outcome": outcome.answer if outcome else None,
            "sent": outcome.sent if outcome else None,
            "steps": [],
            "link": self._link,
        }

    @property
    def _link(self) -> str | None:
        from optout.catalog.steps import HandStep
        from optout.running.hand_link import hand_link

        step = self._wanted.step
        if not isinstance(step, HandStep):
            return None
        return hand_link(self._installation, self._known, step, self._wanted.action)[0].link

    def _now(self, standing: "Standing") -> str:
        said = f"{self._known.row.id} is now: {standing.state.value}"
        if standing.task is None and not self._is_open(standing):
            return said
        answer = f"optout tasks answer {self._known.row.id} done|not-done|give-up"
        return f"{said}\nTry again, or say what you did: {answer}"


def open_reach(wanted: "Wanted", browser: str | None, tell: "Callable[[str], None]") -> "AssistedReach":
    """A reach whose browser shows a window, once it is started."""
    from optout.channels.web.browser_path import require_visible_browser
    from optout.cli.session import settings
    from optout.network import Network
    from optout.running.assisted_reach import AssistedReach

    setting = browser or settings().browser
    return AssistedReach(
        Network(),
        lambda: require_visible_browser(setting).path,
        wanted.failure,
        tell,
        then=_then(wanted),
    )


def _then(wanted: "Wanted") -> tuple[str, ...]:
    """What the person does once the page of a step by hand is there."""
    from optout.catalog.steps import HandStep
    from optout.report.tasks import numbered

    return tuple(numbered(wanted.step.instructions)) if isinstance(wanted.step, HandStep) else ()


def _left(outcome: "Outcome") -> str:
    """Of a step by hand: whatever was sent, the person sent."""
    from optout.requests.outcome import Sent

    if outcome.sent == Sent.NO:
        return "optout sent nothing; what you did, you know."
    return "Something left the window while it was yours: say whether you sent it."


def _came(outcome: "Outcome", opened: bool) -> str:
    from optout.requests.failures import MEANING
    from optout.requests.outcome import Sent

    if not opened:
        why = MEANING[outcome.failure].sentence if outcome.failure else ""
        return " ".join(filter(None, ("No window was opened.", why, outcome.detail)))
    if outcome.failure is None:
        return "Done." if outcome.sent == Sent.NO else "Sent, and the provider's page says so."
    sentence = MEANING[outcome.failure].sentence
    sent = "Nothing was sent." if outcome.sent == Sent.NO else "It may have been sent."
    return f"{sent} {sentence if outcome.sent == Sent.NO else outcome.detail}"
