"""What a look in one place says about each thing."""

from hypothesis import given
from hypothesis import strategies as st

from optout.channels.attempt import Capture, LookedUp
from optout.requests.failures import MEANING, Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.verdict import Verdict
from optout.running.finding_verdicts import NOT_NOTED, Found, Thing, verdicts

PAGE, IMAGE = Thing("url", "https://robin.example/"), Thing("x-image-url", "https://robin.example/1.jpg")
DONE = Outcome(Answer.DONE)
ABSENT = Outcome(Answer.ABSENT)
SLOW = Outcome(Answer.UNREACHABLE, Failure.TIMEOUT, detail="no complete answer in time")


def look(
    thing: Thing, verdict: Verdict, edition: str | None = None, failure: Failure | None = None
) -> LookedUp:
    return LookedUp(thing.meaning, thing.value, verdict, edition, failure, {"count": 3})


def found(outcome: Outcome, *looks: LookedUp, ended: bool = True) -> tuple[Found, ...]:
    return verdicts("acme", [PAGE, IMAGE], outcome, Capture(looked_up=list(looks), flow_ended=ended))


def test_each_thing_has_one_entry_with_its_editions() -> None:
    page, image = found(
        DONE,
        look(PAGE, Verdict.ABSENT, "2026-02"),
        look(IMAGE, Verdict.ABSENT, "2026-02"),
        look(PAGE, Verdict.PRESENT, "2026-01"),
    )
    assert (page.provider, page.thing, page.verdict) == ("acme", PAGE.value, Verdict.PRESENT)
    assert page.detail == {
        "meaning": "url",
        "editions": [
            {"edition": "2026-02", "verdict": "absent-proven", "count": 3},
            {"edition": "2026-01", "verdict": "present", "count": 3},
        ],
    }
    assert image.verdict is Verdict.ABSENT


def test_one_edition_without_an_answer_is_no_absence() -> None:
    page, _ = found(
        SLOW,
        look(PAGE, Verdict.ABSENT, "2026-02"),
        look(PAGE, Verdict.ERROR, "2026-01", Failure.TIMEOUT),
    )
    assert page.verdict is Verdict.ERROR
    assert page.detail["why"] == "timeout"
    assert page.detail["words"] == MEANING[Failure.TIMEOUT].sentence


def test_what_nothing_was_noted_for_is_an_error_and_never_absent() -> None:
    page, image = found(ABSENT, look(PAGE, Verdict.ABSENT))
    assert page.verdict is Verdict.ABSENT
    assert (image.verdict, image.detail["why"]) == (Verdict.ERROR, NOT_NOTED)


def test_a_failure_of_the_whole_look_is_that_of_each_thing_without_a_verdict() -> None:
    page, image = found(SLOW, look(PAGE, Verdict.ABSENT))
    assert (page.verdict, image.verdict) == (Verdict.ABSENT, Verdict.ERROR)
    assert image.detail == {
        "meaning": "x-image-url",
        "why": "timeout",
        "words": MEANING[Failure.TIMEOUT].sentence,
        "note": "no complete answer in time",
    }


def test_a_refusal_of_the_whole_look_is_blocked() -> None:
    refused = found(Outcome(Answer.BLOCKED, Failure.FORBIDDEN), ended=False)
    assert [(one.verdict, one.detail["why"]) for one in refused] == [(Verdict.BLOCKED, "forbidden")] * 2


def test_a_search_that_was_cut_short_proves_no_absence_and_keeps_what_it_saw() -> None:
    for cut in (SLOW, Outcome(Answer.DONE, detail="cut short: timeout", complete=False)):
        page, image = found(
            cut, look(PAGE, Verdict.ABSENT, "2026-02"), look(IMAGE, Verdict.PRESENT), ended=False
        )
        assert (page.verdict, image.verdict) == (Verdict.ERROR, Verdict.PRESENT)
        assert page.detail["editions"] == [
            {"edition": "2026-02", "verdict": "absent-proven", "count": 3}
        ]


def test_an_edition_is_told_as_it_is_whatever_a_flow_calls_its_details() -> None:
    odd = LookedUp("url", PAGE.value, Verdict.PRESENT, "e", None, {"verdict": "absent-proven"})
    page, _ = found(DONE, odd)
    assert page.detail["editions"] == [{"edition": "e", "verdict": "present"}]


def test_where_there_is_nothing_to_look_for_that_is_one_error() -> None:
    lacking = Outcome(Answer.PERSON, Failure.FACT_MISSING)
    (only,) = verdicts("acme", [], lacking, Capture())
    assert (only.thing, only.verdict, only.detail["why"]) == (None, Verdict.ERROR, "fact-missing")
    (only,) = verdicts("acme", [], ABSENT, Capture(flow_ended=True))
    assert only.verdict is Verdict.ERROR


OUTCOMES = st.sampled_from(
    [
        DONE,
        ABSENT,
        SLOW,
        Outcome(Answer.DONE, complete=False),
        Outcome(Answer.BLOCKED, Failure.FORBIDDEN),
    ]
)
LOOKS = st.lists(st.tuples(st.sampled_from([PAGE, IMAGE]), st.sampled_from(Verdict)), max_size=6)


@given(OUTCOMES, LOOKS, st.booleans())
def test_absence_is_proven_only_by_looks_that_all_prove_it_in_a_search_that_ended(
    outcome: Outcome, looks: list[tuple[Thing, Verdict]], ended: bool
) -> None:
    noted = [look(thing, verdict) for thing, verdict in looks]
    for one, thing in zip(found(outcome, *noted, ended=ended), (PAGE, IMAGE), strict=True):
        mine = {verdict for about, verdict in looks if about == thing}
        whole = ended or (outcome.answer in (Answer.DONE, Answer.ABSENT) and outcome.complete)
        assert (one.verdict is Verdict.ABSENT) == (mine == {Verdict.ABSENT} and whole)
        assert (one.verdict is Verdict.PRESENT) == (Verdict.PRESENT in mine)
