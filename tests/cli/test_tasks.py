"""What only the person can do, and their answers."""

from dataclasses import replace
from datetime import UTC, datetime

from optout.cli.tasks import ANSWERS, MAIL_SAYS
from optout.cli.tasks_listed import FEW, tasks_in_words
from optout.report.tasks import OpenTask
from optout.running.answering import ANSWERS as WORDS
from optout.running.read_by_person import READ_AS
from tests.cli.calling import Caller


def test_open_tasks_say_what_to_do_and_how_to_answer(optout: Caller, requests: dict[str, str]) -> None:
    said = optout("tasks")
    request = requests["true_who"]
    assert said.out.startswith(f"{request}  true_who  (about 2 min)  The provider wants to see a human;")
    assert f"then: optout tasks answer {request} [done | not-done | give-up]" in said.out
    (task,) = optout("tasks", "--json").json
    assert set(task) == {
        "request", "provider", "kind", "why", "since", "url", "instructions", "minutes", "answers",
        "listing", "paused", "do", "letter", "proof", "rests_on", "found", "link",
    }  # fmt: skip


def test_an_answer_moves_the_request_on(optout: Caller, requests: dict[str, str]) -> None:
    said = optout("tasks", "answer", requests["true_who"], "done", "--json")
    assert said.json == {"request": requests["true_who"], "state": "submitted"}
    assert optout("tasks").out == "Nothing waits for you.\n"
    assert optout("evidence", "verify").code == 0


def test_an_answer_that_fits_no_task_is_refused(optout: Caller, requests: dict[str, str]) -> None:
    for request, answer in (
        (requests["people_atlas"], "done"),
        (requests["true_who"], "is-me"),
        ("r-none", "done"),
        (requests["true_who"], "perhaps"),
    ):
        said = optout("tasks", "answer", request, answer, "--json")
        assert (said.code, said.json["error"]) == (2, "WrongInput"), answer
    assert len(optout("tasks", "--json").json) == 1


def test_each_answer_that_can_be_given_can_be_typed() -> None:
    assert set(ANSWERS) == set(WORDS.values())
    assert set(MAIL_SAYS) == set(READ_AS)


def test_what_a_mail_says_goes_with_having_read_it(optout: Caller, requests: dict[str, str]) -> None:
    request = requests["true_who"]
    said = optout("tasks", "answer", request, "not-done", "--says", "refused")
    assert said.code == 2
    said = optout("tasks", "answer", request, "done", "--says", "refused", "--json")
    assert (said.code, said.json["error"]) == (2, "WrongInput")
    assert len(optout("tasks", "--json").json) == 1


def test_a_refusals_answers_fit_no_other_task(optout: Caller, requests: dict[str, str]) -> None:
    for answer in ("appeal", "complain", "let-be", "sign"):
        said = optout("tasks", "answer", requests["true_who"], answer, "--json")
        assert (said.code, said.json["error"]) == (2, "WrongInput"), answer


def test_own_words_go_with_done_and_with_a_letter_that_lacks_them(
    optout: Caller, requests: dict[str, str]
) -> None:
    request = requests["true_who"]
    assert optout("tasks", "answer", request, "not-done", "--reason", "Because.").code == 2
    assert optout("tasks", "answer", request, "done", "--says", "refused", "--marketing").code == 2
    said = optout("tasks", "answer", request, "done", "--reason", "Because.", "--json")
    assert (said.code, said.json["error"]) == (2, "WrongInput")
    assert len(optout("tasks", "--json").json) == 1


ONE = OpenTask(
    request="r-0",
    provider="acme",
    kind="attest",
    why="Only you see this setting.",
    since=datetime(2026, 3, 1, tzinfo=UTC),
    url="https://acme.example/",
    instructions=("1. Open it.", "2. Switch it off."),
    minutes=5,
    answers=("done", "not-done"),
)


def some(count: int) -> list[OpenTask]:
    return [replace(ONE, request=f"r-{n}", provider=f"acme{n}") for n in range(count)]


def test_few_tasks_are_told_with_their_steps() -> None:
    said = tasks_in_words(some(FEW), full=False)
    assert said.count("1. Open it.") == FEW


def test_many_are_a_line_each_and_the_quickest_comes_first() -> None:
    many = [*some(FEW), replace(ONE, request="r-quick", provider="zoo", minutes=2)]
    lines = tasks_in_words(many, full=False).splitlines()
    assert lines[0] == "9 tasks, about 42 min in all; the quickest first:"
    assert lines[2:4] == ["r-quick  zoo      2 min  attest", "r-0  acme0    5 min  attest"]
    assert len(lines) == FEW + 5
    assert lines[-1] == "The steps of one: optout tasks show REQUEST. Of all: optout tasks --full"
    assert tasks_in_words(many, full=True).count("2. Switch it off.") == FEW + 1


def test_one_task_is_shown_by_its_request(optout: Caller, requests: dict[str, str]) -> None:
    request = requests["true_who"]
    assert optout("tasks", "show", request).out == optout("tasks", "--full").out
    assert optout("tasks", "show", request, "--json").json == optout("tasks", "--json").json[0]
    said = optout("tasks", "show", requests["people_atlas"], "--json")
    assert (said.code, said.json["what"]) == (2, "No task of this request waits for you.")
