"""The person of a rehearsal and their switches: they press, give their word, and look again."""

from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Listed
from optout.rehearsal.simulated_person import SimulatedPerson
from optout.rehearsal.twin import person_key
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Outcome
from optout.storage.database import Database
from tests.running.test_own_word import SWITCH
from tests.running.workshop import PERSON, START, Workshop, says


class Account:
    """A twin without pages: the person's account, whose switch an update may turn back."""

    def __init__(self) -> None:
        self.books = Books(listed=[Listed(person_key(PERSON), START)])
        self.pressed: list[str] = []

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        self.pressed.append(url)
        self.books.listed[-1].until = at

    def reset(self, at: datetime) -> None:
        self.books.listed.append(Listed(person_key(PERSON), at))


@pytest.fixture
def shop(database: Database, tmp_path: Path) -> Workshop:
    shop = Workshop(database, tmp_path, {"acme": SWITCH})
    shop.reach.will(submit=says(Outcome(Answer.PERSON, Failure.BY_HAND)))
    return shop


def lives(shop: Workshop, account: Account, days: int, every: int = 1) -> None:
    stage: Any = SimpleNamespace(twins={"acme": account})
    person = SimulatedPerson(stage, shop.installation, shop.journal, shop.home)
    for _ in range(0, days, every):
        shop.worker.run_due()
        person.act()
        shop.clock.move_to(shop.clock.now() + timedelta(days=every))


def test_they_press_the_switch_and_give_their_word_for_it(shop: Workshop) -> None:
    account = Account()
    lives(shop, account, 5)
    assert account.pressed == ["https://acme.example/settings"]
    assert shop.row.state == "holding"
    assert not account.books.lists(person_key(PERSON), shop.clock.now())


@pytest.mark.parametrize(("resets", "reappearances", "pressed"), [(False, 0, 1), (True, 1, 2)])
def test_asked_again_they_say_what_they_see(
    shop: Workshop, resets: bool, reappearances: int, pressed: int
) -> None:
    account = Account()
    lives(shop, account, 5)
    if resets:
        account.reset(shop.clock.now())
    lives(shop, account, 250, every=10)
    standing = shop.journal.read(shop.request).standing
    assert (standing.state, standing.reappearances) == ("holding", reappearances)
    assert len(account.pressed) == pressed
    assert not account.books.lists(person_key(PERSON), shop.clock.now())
