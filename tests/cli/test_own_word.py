"""A switch that only the person sees, from the task to the report: their dated word, said as that."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from optout.requests.events import Event
from optout.requests.failures import Failure
from optout.requests.outcome import Answer
from optout.settings import load_settings
from tests.cli.calling import Caller
from tests.report.installations import lived, opened, settled
from tests.report.stories import asked_again, attested, failed, in_crawl, planned, submit

Living = Callable[[dict[str, list[Event]]], dict[str, str]]
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
TASK = [
    *planned(tracks="standing", searchable=False),
    *submit(0, failed(Failure.BY_HAND, answer=Answer.PERSON)),
]


@pytest.fixture
def living(home: Path) -> Living:
    def live(stories: dict[str, list[Event]]) -> dict[str, str]:
        with opened(settled(home)) as installation:
            return lived(installation, stories)

    return live


def test_the_task_says_what_to_press_and_what_done_means(optout: Caller, living: Living) -> None:
    request = living({"google_gemini": TASK})["google_gemini"]
    said = optout("tasks").out
    assert said.startswith(
        f"{request}  google_gemini  (about 2 min)  This step can only be done by you."
    )
    assert re.search(r"^    [12]\. Sign in with your Google account\.", said, re.MULTILINE)
    assert "    https://myactivity.google.com/product/gemini\n" in said
    assert "It counts as your word of that day. You are asked again on " in said
    (task,) = optout("tasks", "--json").json
    assert (task["kind"], task["minutes"], task["proof"]) == ("by-hand", 2, None)


def test_done_with_a_screenshot_is_told_as_a_word_everywhere(
    optout: Caller, living: Living, tmp_path: Path
) -> None:
    request = living({"google_gemini": TASK})["google_gemini"]
    picture = tmp_path / "screen.png"
    picture.write_bytes(PNG)
    answer = ("tasks", "answer", request, "done", "--screenshot", picture, "--json")
    assert optout(*answer).json == {"request": request, "state": "holding"}
    (row,) = optout("status", "--json").json["requests"]
    assert (row["proof"]["rung"], row["proof"]["edition"]) == ("attestation", None)
    assert row["proof"]["does_not_prove"] == "that the setting is still as it was on that day"
    assert "  holding  [attestation 20" in optout("status").out
    assert "(not that it is still so)]  next: you look again 20" in optout("status").out
    assert "  next: you look again on " in optout("show", request).out
    told = optout("show", request)
    assert "  state: set by you on " in told.out
    assert "    This does not prove that the setting is still as it was on that day." in told.out
    assert "That is your word, and no proof. Your screenshot is kept." in told.out
    assert "removed" not in told.out
    folder = tmp_path / "export"
    assert optout("evidence", "export", request, "--out", folder).code == 0
    assert [file.read_bytes() for file in folder.rglob("*screenshot.png")] == [PNG]
    assert optout("evidence", "verify").code == 0


def test_the_day_may_be_an_earlier_one(optout: Caller, living: Living) -> None:
    request = living({"google_gemini": TASK})["google_gemini"]
    optout("tasks", "answer", request, "done", "--on", "2026-03-01")
    (row,) = optout("status", "--json").json["requests"]
    assert row["proof"]["at"] == "2026-03-01T12:00:00+00:00"


@pytest.mark.parametrize("option", [("--on", "2026-03-01"), ("--screenshot", __file__)])
def test_a_day_and_a_picture_go_with_done_alone(
    optout: Caller, living: Living, option: tuple[str, str]
) -> None:
    request = living({"google_gemini": TASK})["google_gemini"]
    for answer in (("not-done",), ("give-up",), ("done", "--says", "done")):
        assert optout("tasks", "answer", request, *answer, *option).code == 2
    assert len(optout("tasks", "--json").json) == 1


def test_what_is_no_picture_is_refused(optout: Caller, living: Living) -> None:
    request = living({"google_gemini": TASK})["google_gemini"]
    said = optout("tasks", "answer", request, "done", "--screenshot", __file__, "--json")
    assert (said.code, said.json["error"]) == (2, "WrongInput")
    assert len(optout("tasks", "--json").json) == 1


def test_a_word_that_is_old_is_asked_for_again_and_says_what_it_rests_on(
    optout: Caller, living: Living
) -> None:
    request = living({"google_gemini": asked_again()})["google_gemini"]
    said = optout("tasks").out
    assert ". Look whether it still is as you left it on 4 March 2026. How it is set:" in said
    assert "meanwhile it rests on: your own word on 4 March 2026 (attestation); not proven: that" in said
    assert f"with optout's help: optout tasks do {request}" in said
    (task,) = optout("tasks", "--json").json
    assert (task["kind"], task["answers"]) == ("attest-again", ["done", "not-done", "give-up"])
    assert task["proof"]["rung"] == "attestation"
    assert optout("tasks", "answer", request, "not-done", "--json").json["state"] == "reappeared"


def test_where_nothing_is_offered_the_task_says_so_and_what_is_left(
    optout: Caller, living: Living, tmp_path: Path
) -> None:
    request = living({"discord": TASK})["discord"]
    (task,) = optout("tasks", "--json").json
    assert any(step.startswith("There is no opt-out there. ") for step in task["instructions"])
    assert "nothing counts as asked" in task["instructions"][-1]
    assert optout("tasks", "answer", request, "done", "--json").json["state"] == "planned"
    told = optout("show", request).out
    assert "  state: no opt-out there, since " in told
    assert "  next: you look again whether there is one on " in told
    said = optout("report", "--out", tmp_path / "r.html", "--json").json
    assert said["states"] == {"no-opt-out": 1}
    assert optout("status", "--json").json["requests"][0]["proof"] is None


def test_about_training_no_line_says_removed(optout: Caller, living: Living) -> None:
    living({"common_crawl": in_crawl("CC-MAIN-2026-10", "CC-MAIN-2026-14")})
    said = optout("status")
    assert "common_crawl  seen absent  [public-artefact 2026-03-22 CC-MAIN-2026-14" in said.out
    assert "removed" not in said.out


def test_an_edition_stands_in_every_line_about_it(optout: Caller, living: Living) -> None:
    request = living({"common_crawl": in_crawl("CC-MAIN-2026-10")})["common_crawl"]
    line = "[public-artefact 2026-03-12 CC-MAIN-2026-10 (not of other editions)]"
    assert line in optout("status").out
    told = optout("show", request, "--json").json
    assert told["proof"]["edition"] == "CC-MAIN-2026-10"
    assert told["proof"]["does_not_prove"].startswith("anything about other editions")


def test_the_report_says_what_each_state_rests_on(
    optout: Caller, living: Living, tmp_path: Path
) -> None:
    crawls = in_crawl("CC-MAIN-2026-10", "CC-MAIN-2026-14")
    living({"google_gemini": attested(), "common_crawl": crawls})
    said = optout("report", "--out", tmp_path / "r.html", "--json").json
    assert (said["states"], said["totals"]["attested"]) == ({"attested": 1, "proven": 1}, 1)
    page = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "It rests on: your own word on 4 March 2026 (attestation)." in page
    assert "It rests on: looked through on 22 March 2026, edition CC-MAIN-2026-14" in page
    assert "That does not prove that the setting is still as it was on that day" in page
    assert "<b>seen absent on 22 March 2026</b>" in page


def test_facts_that_have_expired_are_said_to_be_old(optout: Caller, living: Living) -> None:
    living({"google_gemini": attested()})
    with opened(load_settings({}, home=optout.home)) as known, known.database.transaction() as tx:
        tx.run("UPDATE provider SET as_of = '2024-10-09', expires = '2025-10-09'")
    (row,) = optout("status", "--json").json["requests"]
    assert row["look_first"] == "2024-10-09"
    assert "google_gemini: look first: its facts are from 2024-10\n" in optout("status").out
