"""What only the person can do, and their answers."""

from optout.cli.tasks import ANSWERS, MAIL_SAYS
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
