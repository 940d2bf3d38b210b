"""A switch that only the person sees: their dated word, when they are asked again, their screenshot."""

from datetime import UTC, date, datetime, timedelta

import pytest

from optout.errors import WrongInput
from optout.requests.events import LookAgain, PersonAnswered, PersonSays
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.requests.proof import Proof, Rung
from optout.requests.resting_on import proof_of
from optout.requests.state import Standing
from optout.running.answering import answer
from optout.running.own_word import LARGEST, Shown
from optout.running.proving import open_evidence, verify_installation
from optout.storage import traces
from optout.storage.providers import out_of_date
from tests.running.conftest import MakeWorkshop
from tests.running.workshop import START, Workshop, says

SWITCH = """\
slug: acme
name: Acme Assistant
kind: data_broker
country: US
domains: [acme.example]
tier: documented
confidence: B
proof: {rung: attestation, does_not_prove: "that chats of before are forgotten"}
right: opt-out-of-training
tracks: standing
submit:
  channel: attest
  url: https://acme.example/settings
  instructions: ["Open Data controls.", "Turn off the first switch."]
  again_months: 6
sources:
  - {what: Invented, as_of: 2026-01-05}
never_seen_live: All of it.
"""
NOTHING = 'offers_nothing: "It says so itself. Post nothing there that shows you."\n'
PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
JPEG = b"\xff\xd8\xff\xe0" + b"picture"


@pytest.fixture
def made(make_workshop: MakeWorkshop) -> "Switched":
    return Switched(make_workshop({"acme": SWITCH}))


class Switched:
    """One request about a switch, whose task is open."""

    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        workshop.reach.will(submit=says(Outcome(Answer.PERSON, Failure.BY_HAND)))
        workshop.attempt()
        assert workshop.row.task == Failure.BY_HAND

    def says(self, word: PersonSays = PersonSays.DID_IT, shown: Shown | None = None) -> Standing:
        shop = self.workshop
        return answer(shop.installation, shop.journal, shop.request, word, shown=shown)

    def grows_old(self) -> datetime:
        due = self.workshop.row.due_at
        assert due is not None
        self.workshop.clock.move_to(due)
        self.workshop.worker.run_due()
        return due


def noon(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def test_done_is_the_persons_word_and_stands_in_the_row_as_that(made: Switched) -> None:
    standing = made.says()
    assert (standing.state, standing.answer_by) == ("holding", None)
    assert made.workshop.events[-1] == PersonAnswered(
        START, PersonSays.ATTESTS, again_at=noon(2026, 9, 2)
    )
    assert made.workshop.row.proof == Proof(Rung.ATTESTATION, START)
    assert made.workshop.row.due_at == noon(2026, 9, 2)
    assert verify_installation(made.workshop.installation).ok


def test_it_is_dated_by_the_day_that_the_person_names(made: Switched) -> None:
    standing = made.says(shown=Shown(date(2026, 2, 1)))
    assert standing.attested_at == noon(2026, 2, 1)
    assert standing.again_at == noon(2026, 8, 1)


def test_a_day_that_is_still_to_come_is_refused(made: Switched) -> None:
    before = made.workshop.events
    with pytest.raises(WrongInput, match="still to come"):
        made.says(shown=Shown(START.date() + timedelta(days=1)))
    assert made.workshop.events == before


@pytest.mark.parametrize("word", [PersonSays.DID_NOT, PersonSays.GAVE_UP])
def test_other_answers_take_no_day_and_no_screenshot(made: Switched, word: PersonSays) -> None:
    with pytest.raises(WrongInput, match="no day and no screenshot"):
        made.says(word, Shown(START.date()))


def test_they_are_asked_again_when_the_facts_expire_where_that_is_earlier(
    make_workshop: MakeWorkshop,
) -> None:
    made = Switched(make_workshop({"acme": SWITCH + "expires_after_months: 4\n"}))
    assert made.says().again_at == noon(2026, 5, 5)


def test_facts_that_had_expired_before_do_not_count(make_workshop: MakeWorkshop) -> None:
    made = Switched(make_workshop({"acme": SWITCH + "expires_after_months: 1\n"}))
    assert made.says().again_at == noon(2026, 9, 2)
    with made.workshop.database.transaction(write=False) as tx:
        assert out_of_date(tx, START.date()) == {"acme": date(2026, 1, 5)}
        assert out_of_date(tx, date(2026, 2, 4)) == {}


def test_the_worker_asks_again_and_still_so_renews_it(made: Switched) -> None:
    made.says()
    due = made.grows_old()
    assert isinstance(made.workshop.events[-1], LookAgain)
    assert (made.workshop.row.state, made.workshop.row.task) == ("needs you", "attest-again")
    assert made.workshop.row.proof == Proof(Rung.ATTESTATION, START), "still of the day it was given"
    standing = made.says()
    assert (standing.state, standing.again_at) == ("holding", noon(2027, 1, 5)), "its facts expire then"
    assert made.workshop.row.proof == Proof(Rung.ATTESTATION, due)


def test_what_was_reset_is_to_be_done_anew(made: Switched) -> None:
    made.says()
    made.grows_old()
    standing = made.says(PersonSays.DID_NOT)
    assert (standing.state, standing.reappearances) == ("reappeared", 1)
    assert made.workshop.row.proof is None
    made.workshop.worker.run_due()
    assert made.workshop.row.task == "by-hand"
    assert made.says().state == "holding"


def test_where_nothing_is_offered_nothing_counts_as_asked(make_workshop: MakeWorkshop) -> None:
    made = Switched(make_workshop({"acme": SWITCH + NOTHING}))
    standing = made.says()
    assert (standing.state, standing.submissions, proof_of(standing)) == ("planned", 0, None)
    assert made.workshop.row.due_at == noon(2027, 1, 5), "when its facts expire"


@pytest.mark.parametrize(("picture", "name"), [(PNG, "screenshot.png"), (JPEG, "screenshot.jpg")])
def test_a_screenshot_is_sealed_as_evidence(made: Switched, picture: bytes, name: str) -> None:
    made.says(shown=Shown(screenshot=picture))
    shop = made.workshop
    [event] = [one for one in shop.events if isinstance(one, PersonAnswered)]
    with shop.database.transaction(write=False) as tx:
        [row] = [one for one in traces.evidence_of(tx) if one.attempt == event.evidence]
    person = shop.installation.roster.get(shop.row.subject_id)
    assert open_evidence(shop.installation, person, row) == {name: picture}
    assert picture not in shop.installation.files.read(row.path or "")
    assert verify_installation(shop.installation).ok


@pytest.mark.parametrize("picture", [b"", b"GIF89a", b"<svg>", PNG + bytes(LARGEST)])
def test_what_is_no_picture_or_too_large_is_refused(made: Switched, picture: bytes) -> None:
    before = made.workshop.events
    with pytest.raises(WrongInput, match="PNG or a JPEG"):
        made.says(shown=Shown(screenshot=picture))
    assert made.workshop.events == before
