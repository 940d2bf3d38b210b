"""A status is judged the same way for every provider, and never as an absence."""

import pytest

from optout.channels.api.judgement import not_proven, refuse, unexpected, verdict_of, wait_asked
from optout.channels.api.reply import Reply
from optout.channels.attempt import Exchange
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict

JSON = ("Content-Type", "application/json")
HTML = ("Content-Type", "text/html")
KEY = (("Authorization", "API k"),)


def reply(status: int, *headers: tuple[str, str], key: tuple[tuple[str, str], ...] = ()) -> Reply:
    return Reply(Exchange("GET", "https://registry.example/", key, b"", status, headers, b"{}"))


def words(outcome: Outcome | None) -> tuple[Answer, Failure | None, str] | None:
    return (outcome.answer, outcome.failure, outcome.detail) if outcome else None


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (reply(200, JSON), None),
        (reply(400, JSON), None),
        (reply(404, JSON), None),
        (reply(401, JSON), (Answer.BLOCKED, Failure.FORBIDDEN, "status 401")),
        (
            reply(401, JSON, key=KEY),
            (Answer.PERSON, Failure.NOT_AUTHORISED, "status 401: our key was not accepted"),
        ),
        (reply(403, HTML), (Answer.BLOCKED, Failure.FORBIDDEN, "status 403")),
        (reply(403, JSON, key=KEY), (Answer.BLOCKED, Failure.FORBIDDEN, "status 403")),
        (reply(429, JSON), (Answer.UNREACHABLE, Failure.RATE_LIMITED, "status 429")),
        (
            reply(429, ("Retry-After", "120")),
            (Answer.UNREACHABLE, Failure.RATE_LIMITED, "status 429, wait 120 s"),
        ),
        (
            reply(429, ("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT")),
            (Answer.UNREACHABLE, Failure.RATE_LIMITED, "status 429"),
        ),
        (
            reply(
                429,
                ("Date", "Wed, 21 Oct 2026 06:28:00 GMT"),
                ("Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT"),
            ),
            (Answer.UNREACHABLE, Failure.RATE_LIMITED, "status 429, wait 3600 s"),
        ),
        (
            reply(429, ("Retry-After", "9" * 50)),
            (Answer.UNREACHABLE, Failure.RATE_LIMITED, "status 429"),
        ),
        (
            reply(503, ("Retry-After", "30")),
            (Answer.UNREACHABLE, Failure.RATE_LIMITED, "status 503, wait 30 s"),
        ),
        (reply(503), (Answer.UNREACHABLE, Failure.SERVER_ERROR, "status 503")),
        (reply(500, JSON), (Answer.UNREACHABLE, Failure.SERVER_ERROR, "status 500")),
        (reply(504, HTML), (Answer.UNREACHABLE, Failure.SERVER_ERROR, "status 504")),
        (
            reply(200, HTML),
            (Answer.UNREACHABLE, Failure.BAD_ANSWER, "status 200 with a web page instead of data"),
        ),
        (
            reply(404, HTML),
            (Answer.UNREACHABLE, Failure.BAD_ANSWER, "status 404 with a web page instead of data"),
        ),
    ],
)
def test_it_refuses_what_is_no_answer(
    answer: Reply, expected: tuple[Answer, Failure | None, str] | None
) -> None:
    assert words(refuse(answer)) == expected


def test_an_undocumented_status_is_a_bad_answer() -> None:
    found = words(unexpected(reply(418, JSON)))
    assert found == (Answer.UNREACHABLE, Failure.BAD_ANSWER, "undocumented status 418")


def test_an_undocumented_status_keeps_the_common_judgement() -> None:
    assert unexpected(reply(500)).failure is Failure.SERVER_ERROR


@pytest.mark.parametrize("kind", [JSON, HTML])
def test_no_status_is_ever_an_absence_or_done(kind: tuple[str, str]) -> None:
    for status in range(200, 600):
        for outcome in (refuse(reply(status, kind)), unexpected(reply(status, kind))):
            assert outcome is None or outcome.answer not in (Answer.ABSENT, Answer.DONE)


@pytest.mark.parametrize(
    ("doubt", "verdict"),
    [
        (Outcome(Answer.BLOCKED, Failure.FORBIDDEN), Verdict.BLOCKED),
        (not_proven(Failure.PARTIAL_ANSWER, ""), Verdict.UNPROVEN),
        (not_proven(Failure.RATE_LIMITED, ""), Verdict.ERROR),
        (Outcome(Answer.PERSON, Failure.NOT_AUTHORISED), Verdict.ERROR),
    ],
)
def test_a_doubt_about_a_thing_is_never_its_absence(doubt: Outcome, verdict: Verdict) -> None:
    assert verdict_of(doubt) is verdict


@pytest.mark.parametrize(
    ("asked", "wait"),
    [
        ("120", 120),
        (" 120 ", 120),
        ("0", None),
        ("999999999", 30 * 24 * 3600),
        ("-5", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
        ("Wed, 21 Oct 2026 07:28:00 GMT", 60),
        ("Wed, 21 Oct 2026 07:00:00 GMT", None),
        ("Wed, 21 Oct 2099 07:00:00 GMT", 30 * 24 * 3600),
        ("Wed, 21 Oct 2026 07:28:00", None),
    ],
)
def test_how_long_to_wait_is_read_from_seconds_and_from_dates(asked: str, wait: int | None) -> None:
    date = ("Date", "Wed, 21 Oct 2026 07:27:00 GMT")
    told = reply(429, date, ("Retry-After", asked))
    assert wait_asked(told) == wait
    outcome = refuse(told)
    assert outcome is not None
    assert outcome.wait_s == wait
