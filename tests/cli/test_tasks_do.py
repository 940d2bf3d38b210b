"""Doing with the person what only they can do: what the terminal says, and how it ends."""

from collections.abc import Callable
from pathlib import Path

import pytest

from optout.catalog.steps import Step
from optout.channels.attempt import Attempt, Capture
from optout.errors import OutsideFailure
from optout.people.keys import InKeyFile
from optout.people.mandate import Mandate
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome, Sent
from optout.running.opening import create_installation
from optout.running.planning import open_requests
from optout.settings import load_settings
from tests.cli.calling import Caller
from tests.report.installations import SUBJECT, happen, opened
from tests.report.stories import failed, planned, submit
from tests.running.workshop import definition

SENT = Outcome(Answer.DONE, sent=Sent.YES)
UNDONE = Outcome(Answer.PERSON, Failure.CHALLENGE, detail="the window was closed, and nothing was sent")
DOUBT = Outcome(Answer.PERSON, Failure.UNSURE, detail="the window was closed", sent=Sent.MAYBE)


FILLS = definition(searchable=False, needs="{email: required}").replace(
    "    - {id: press,", "    - {id: say-who, fill: [email]}\n    - {id: press,"
)
BY_HAND = FILLS[: FILLS.index("submit:")] + (
    "submit: {channel: hand, url: https://acme.example/ask, instructions: [Ask there.], minutes: 3}\n"
    + FILLS[FILLS.index("cadence:") :]
)


LINKED = BY_HAND.replace(
    "url: https://acme.example/ask,",
    'url: "https://acme.example/ask?mail={email}", needs: {email: required},',
)


class Window:
    """Stands for the window: the person does what the test says. None: no window can be shown."""

    def __init__(self, outcome: Outcome | None) -> None:
        self.outcome = outcome
        self.shown: list[str] = []
        self.closed = False

    def prepare(self, step: Step) -> None:
        if self.outcome is None:
            raise OutsideFailure("There is no window here.", todo="Install one.")

    def run(self, step: Step, attempt: Attempt, capture: Capture) -> Outcome:
        assert self.outcome is not None
        return self.outcome

    def show(self, url: str) -> None:
        self.prepare(Step)  # type: ignore[arg-type]
        self.shown.append(url)

    def close(self) -> None:
        self.closed = True


Ends = Callable[[Outcome | None], Window]


@pytest.fixture
def ends(monkeypatch: pytest.MonkeyPatch) -> Ends:
    """Says how the next window ends."""

    def end(outcome: Outcome | None) -> Window:
        window = Window(outcome)
        monkeypatch.setattr("optout.cli.tasks_do.open_reach", lambda *_given: window)
        return window

    return end


@pytest.fixture
def challenged(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The id of a request that a challenge stopped."""
    return stopped(home, tmp_path / "more", monkeypatch, FILLS, Failure.CHALLENGE)


def stopped(
    home: Path, providers: Path, monkeypatch: pytest.MonkeyPatch, text: str, why: Failure
) -> str:
    folder = providers / "data_brokers" / "acme"
    folder.mkdir(parents=True)
    (folder / "provider.yaml").write_text(text)
    monkeypatch.setenv("OPTOUT_PROVIDERS", str(providers))
    settings = load_settings({"OPTOUT_PROVIDERS": str(providers)}, home=home)
    create_installation(settings, InKeyFile(home / "master.key"))
    with opened(settings) as installation:
        person = installation.roster.enrol(SUBJECT, Mandate(kind="self"))
        acme = installation.catalog.get("acme")
        [request] = open_requests(installation, person, [acme])
        answer = Answer.UNRECOGNISED if why == Failure.FORM_CHANGED else Answer.PERSON
        story = [*planned(searchable=False), *submit(0, failed(why, answer=answer))]
        happen(installation, person, request.request_id, story)
    return request.request_id


def test_what_the_person_sent_is_submitted(optout: Caller, challenged: str, ends: Ends) -> None:
    window = ends(SENT)

    said = optout("tasks", "do", challenged, "--json")

    assert (said.code, said.json) == (
        0,
        {
            "request": challenged,
            "state": "submitted",
            "task": None,
            "outcome": "done",
            "sent": "yes",
            "steps": [],
            "link": None,
        },
    )
    assert window.closed
    assert optout("tasks").out == "Nothing waits for you.\n"
    assert "taken up by you" in optout("show", challenged).out


def test_what_was_left_undone_stays_a_task(optout: Caller, challenged: str, ends: Ends) -> None:
    ends(UNDONE)

    said = optout("tasks", "do", challenged)

    assert said.code == 0
    assert "Nothing was sent. The provider wants to see a human" in said.err
    assert f"{challenged} is now: needs you" in said.out
    assert f"optout tasks answer {challenged} done|not-done|give-up" in said.out
    [task] = optout("tasks", "--json").json
    assert task["kind"] == "challenge"


def test_what_may_have_been_sent_is_asked_as_that(optout: Caller, challenged: str, ends: Ends) -> None:
    ends(DOUBT)

    said = optout("tasks", "do", challenged, "--json")

    assert (said.json["sent"], said.json["task"]) == ("maybe", "unsure")
    assert "It may have been sent. the window was closed" in said.err


def test_without_a_window_the_steps_are_printed_and_nothing_is_kept(
    optout: Caller, challenged: str, ends: Ends
) -> None:
    ends(None)

    said = optout("tasks", "do", challenged)

    assert said.code == 5
    assert "There is no window here. Install one." in said.out
    assert "1. Open https://acme.example/" in said.out
    assert "2. Enter email: zebulina@quoxmail.example" in said.out
    assert "3. Press 'Send'" in said.out
    assert f"optout tasks answer {challenged} done|not-done|give-up" in said.out
    said = optout("tasks", "do", challenged, "--json")
    assert (said.code, said.json["state"], len(said.json["steps"])) == (5, "needs you", 4)
    assert "An attempt began" not in optout("show", challenged).out


def test_a_headless_machine_says_which_browser_to_install(
    optout: Caller, challenged: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optout.channels.web.browser_path.find_visible_browser", lambda _setting: None)

    said = optout("tasks", "do", challenged)

    assert said.code == 5
    assert "Install Chromium, Chrome or Edge, or name one with --browser" in said.out


def test_a_step_by_hand_is_shown_and_its_answer_asked_for(
    optout: Caller, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: Ends
) -> None:
    request = stopped(home, tmp_path / "more", monkeypatch, BY_HAND, Failure.BY_HAND)
    window = ends(SENT)

    said = optout("tasks", "do", request)

    assert window.shown == ["https://acme.example/ask"]
    assert "1. Ask there." in said.err
    assert f"{request} is now: needs you" in said.out
    ends(None)
    said = optout("tasks", "do", request, "--json")
    assert said.json["steps"][:2] == ["Open https://acme.example/ask", "Ask there."]


def test_what_would_be_done_is_printed_without_a_window(
    optout: Caller, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: Ends
) -> None:
    request = stopped(home, tmp_path / "more", monkeypatch, LINKED, Failure.BY_HAND)
    window = ends(SENT)
    link = "https://acme.example/ask?mail=zebulina%40quoxmail.example"

    said = optout("tasks", "do", request, "--dry-run")

    assert (said.code, window.shown) == (0, [])
    assert said.out.splitlines()[:4] == [
        "Nothing was opened.",
        "To do it in a browser of your own:",
        f"1. Open {link}",
        "2. Ask there.",
    ]
    said = optout("tasks", "do", request, "--dry-run", "--json")
    assert (said.json["link"], said.json["steps"][:2]) == (link, [f"Open {link}", "Ask there."])
    assert "An attempt began" not in optout("show", request).out


def test_a_filled_link_is_in_the_list_of_tasks_and_opening_it_is_an_attempt(
    optout: Caller, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: Ends
) -> None:
    request = stopped(home, tmp_path / "more", monkeypatch, LINKED, Failure.BY_HAND)
    ends(Outcome(Answer.PERSON, Failure.BY_HAND, detail="not watched"))
    link = "https://acme.example/ask?mail=zebulina%40quoxmail.example"

    [task] = optout("tasks", "--json").json

    assert (task["url"], task["link"]) == ("https://acme.example/ask", link)
    assert f"\n    {link}\n" in optout("tasks").out
    said = optout("tasks", "do", request)
    assert "optout sent nothing; what you did, you know." in said.err
    assert f"{request} is now: needs you" in said.out
    assert "An attempt began, taken up by you." in optout("show", request).out


def test_a_fact_that_the_link_lacks_is_named_in_the_task(
    optout: Caller, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = LINKED.replace("{email}", "{x-github-account}").replace(
        "{email: required},", "{x-github-account: optional},"
    )
    stopped(home, tmp_path / "more", monkeypatch, text, Failure.BY_HAND)

    [task] = optout("tasks", "--json").json

    assert (task["url"], task["link"]) == ("https://acme.example/ask", None)
    assert task["instructions"] == [
        "Your profile lacks what is to be filled in: own GitHub account. Add it, or enter it there"
        " yourself.",
        "Ask there.",
    ]


def test_the_answer_is_taken_where_somebody_is_there_to_give_it(
    optout: Caller, challenged: str, ends: Ends, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends(UNDONE)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_words, **_options: "done")

    assert f"{challenged} is now: submitted" in optout("tasks", "do", challenged).out


def test_what_waits_for_nobody_is_refused(optout: Caller, requests: dict[str, str], ends: Ends) -> None:
    window = ends(SENT)

    said = optout("tasks", "do", requests["people_atlas"], "--json")

    assert (said.code, said.json["error"]) == (2, "WrongInput")
    assert not window.closed


def test_the_tasks_say_that_optout_can_help(optout: Caller, challenged: str) -> None:
    assert f"    with optout's help: optout tasks do {challenged}\n" in optout("tasks").out


def test_what_was_done_by_hand_for_a_paused_provider_can_be_said(
    optout: Caller, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: Ends
) -> None:
    request = stopped(home, tmp_path / "more", monkeypatch, FILLS, Failure.FORM_CHANGED)
    ends(None)
    said = optout("tasks", "do", request)
    assert f"optout tasks answer {request} done|not-done|give-up" in said.out

    assert f"{request} is now: submitted" in optout("tasks", "answer", request, "done").out


def test_whether_it_was_sent_is_asked_for_a_paused_provider_too(
    optout: Caller, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: Ends
) -> None:
    request = stopped(home, tmp_path / "more", monkeypatch, FILLS, Failure.FORM_CHANGED)
    ends(Outcome(Answer.UNRECOGNISED, Failure.FORM_CHANGED, detail="closed"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.prompt", lambda *_words, **_options: "done")

    assert f"{request} is now: submitted" in optout("tasks", "do", request).out


def test_where_no_window_was_opened_nobody_is_asked_what_they_sent(
    optout: Caller, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ends: Ends
) -> None:
    lacking = FILLS.replace("{email: required}", "{email: required, organization: required}")
    request = stopped(home, tmp_path / "more", monkeypatch, lacking, Failure.FACT_MISSING)
    ends(SENT)
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    asked: list[str] = []
    monkeypatch.setattr("click.prompt", lambda *words, **_options: asked.append(words[0]) or "done")

    said = optout("tasks", "do", request)

    assert "No window was opened." in said.err
    assert "missing: organization" in said.err
    assert (asked, f"{request} is now: needs you" in said.out) == ([], True)
