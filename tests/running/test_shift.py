"""A shift that stays: a failure in its mail ends it with that failure, not silently."""

from dataclasses import replace
from datetime import timedelta

import pytest

from optout.errors import OutsideFailure, StorageFailure
from optout.network import Mailbox, Network
from optout.running.reach import Reach
from optout.running.shift import Shift, letter_limits
from optout.storage.letters import LetterLimits
from optout.storage.subjects import Forgotten
from tests.running.workshop import Workshop

BOX = Mailbox("ada@mailbox.example", "127.0.0.1", 25, "127.0.0.1", 143)


class Mail:
    """A letterbox that fails as told, one after the other, and then always as the last time."""

    def __init__(self, *failures: Exception | None) -> None:
        self._failures = list(failures)

    def begin(self) -> None:
        pass

    def read_new(self) -> int:
        failure = self._failures.pop(0) if len(self._failures) > 1 else self._failures[0]
        if failure:
            raise failure
        return 0


@pytest.fixture
def reach(workshop: Workshop) -> Reach:
    reach = Reach(Network(), workshop.installation.catalog, lambda: None)
    reach.close()
    return reach


def _shift(workshop: Workshop, mail: Mail, reach: Reach) -> Shift:
    return Shift(workshop.installation, workshop.worker, mail, reach)  # type: ignore[arg-type]


def test_a_mail_failure_of_our_own_ends_the_watch_and_is_raised(
    workshop: Workshop, reach: Reach
) -> None:
    shift = _shift(workshop, Mail(StorageFailure("The disk is full.")), reach)

    with pytest.raises(StorageFailure, match="The disk is full"):
        shift.stay()


def test_a_later_mail_failure_ends_it_too(workshop: Workshop, reach: Reach) -> None:
    mail = Mail(None, KeyError("x"))
    shift = _shift(workshop, mail, reach)
    shift._read_mail()
    shift._collect()  # as the scheduler calls it: nothing is raised in its thread

    with pytest.raises(KeyError):
        shift.stay()


def test_a_mail_server_that_is_down_is_trouble_and_no_end(workshop: Workshop, reach: Reach) -> None:
    shift = _shift(workshop, Mail(OutsideFailure("It is down."), None), reach)
    shift.once()
    assert shift.mail_trouble == "It is down."
    shift.once()
    assert shift.mail_trouble is None


def test_mail_for_somebody_who_is_forgotten_meanwhile_stops_nothing(
    workshop: Workshop, reach: Reach
) -> None:
    assert _shift(workshop, Mail(Forgotten()), reach).once() == 2


@pytest.mark.parametrize(
    ("box", "limits"),
    [
        (None, LetterLimits(None, None)),
        (BOX, LetterLimits(None, None)),
        (replace(BOX, letters_per_day=7, letters_per_minute=2), LetterLimits(7, 2)),
        (replace(BOX, send="drafts", letters_per_day=7, letters_per_minute=2), LetterLimits(7, None)),
    ],
)
def test_letters_leave_at_the_mailboxes_pace_and_drafts_at_none(
    box: Mailbox | None, limits: LetterLimits
) -> None:
    assert letter_limits(box) == limits


def test_a_shift_knows_how_long_letters_wait(
    workshop: Workshop, reach: Reach, monkeypatch: pytest.MonkeyPatch
) -> None:
    shift = _shift(workshop, Mail(), reach)
    assert shift.next_letters_in() is None
    later = workshop.clock.now() + timedelta(seconds=42)
    monkeypatch.setattr(workshop.worker, "letters_wait_until", lambda: later)
    assert shift.next_letters_in() == 42.0
    workshop.clock.move_to(later + timedelta(seconds=1))
    assert shift.next_letters_in() == 0.0


def test_a_shift_that_is_stopped_rests_no_longer(workshop: Workshop, reach: Reach) -> None:
    shift = _shift(workshop, Mail(), reach)
    assert shift.rest(0.01)
    shift.stop()
    assert not shift.rest(60)
