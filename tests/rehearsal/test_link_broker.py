"""Links and codes that twins mail, a form of several pages, and families of sites."""

import re
from datetime import timedelta

import pytest

from optout.rehearsal.forms import Control, Form
from optout.rehearsal.register import Entry
from optout.rehearsal.wizard import Leaf, wizard
from tests.providers.visitor import START, Answer, Visitor

FORM = Form(
    "f", "/send", "Legend", "Send", (Control("one", "One", "name"), Control("two", "Two", "email"))
)


def mine(visitor: Visitor) -> Entry:
    entry = visitor.twin.register.of(visitor.subject, visitor.clock.now())
    assert isinstance(entry, Entry)
    return entry


def ask(visitor: Visitor) -> Answer:
    return visitor.send(
        "/inner/removal-service",
        "removal",
        url=visitor.twin.record_url(mine(visitor)),
        user_name=visitor.subject.names[0].full,
        user_email=visitor.subject.emails[0],
    )


def mailed_path(visitor: Visitor) -> str:
    return visitor.link_mailed().removeprefix(f"https://{visitor.twin.domain}")


def test_what_is_not_confirmed_stays_listed() -> None:
    visitor = Visitor("veripages")
    assert "Your removal request has been received." in ask(visitor).text
    visitor.get(mailed_path(visitor))
    assert visitor.books.received[0].accepted
    assert visitor.books.received[0].confirmed_at is None
    assert [gone for _, gone in visitor.days_listed()] == [None]


def test_pressing_the_button_confirms_once_and_removes_within_days() -> None:
    visitor = Visitor("veripages")
    ask(visitor)
    path = mailed_path(visitor)
    pages = [visitor.post(path) for _ in range(2)]
    assert [page.headings for page in pages] == [["Your request has been confirmed"]] * 2
    ((_, gone),) = visitor.days_listed()
    assert gone is not None
    assert 2 <= gone <= 6


@pytest.mark.parametrize(("days", "status"), [(2.9, 200), (3.1, 410)])
def test_a_link_is_good_for_three_days(days: float, status: int) -> None:
    visitor = Visitor("veripages")
    ask(visitor)
    visitor.wait_until_day(days)
    assert visitor.get(mailed_path(visitor)).status == status
    assert visitor.post(mailed_path(visitor)).status == status


def test_a_used_link_stays_good() -> None:
    visitor = Visitor("veripages")
    ask(visitor)
    visitor.post(mailed_path(visitor))
    visitor.wait_until_day(1)
    assert visitor.get(mailed_path(visitor)).status == 200


def test_asking_twice_before_confirming_is_a_duplicate() -> None:
    visitor = Visitor("veripages")
    for _ in range(2):
        ask(visitor)
    assert [received.duplicate for received in visitor.books.received] == [False, True]


def test_opening_the_link_is_enough_where_nothing_is_asked() -> None:
    visitor = Visitor("spokeo")
    visitor.twin.person_does(visitor.subject, "https://www.spokeo.com/optout", START)
    (mail,) = visitor.post_office.mails
    assert (mail["to"], mail["sender"]) == (visitor.subject.emails[0], "privacy@spokeo.com")
    assert timedelta() < mail["at"] - START < timedelta(hours=1)
    assert visitor.get(mailed_path(visitor)).status == 200
    assert visitor.books.received == []
    assert visitor.days_listed()[0][1] is not None


def test_a_wizard_shows_its_first_page_and_sends_on_its_last() -> None:
    source = wizard(FORM, (Leaf("Hello.", "Next"), Leaf("Who?", "Send", ("one", "two"))), "t-1")
    first, last = re.findall(r"<section.*?</section>", source)
    assert 'type="button"' in first
    assert "hidden>" not in first
    assert last.startswith("<section hidden>")
    assert 'type="submit"' in last
    assert re.findall(r'<input [^>]*name="(\w+)"', source) == ["one", "two", "csrf_token"]


@pytest.mark.parametrize(
    ("parent", "child"),
    [
        ("people_finders", "true_people_search"),
        ("people_finders", "us_phone_book"),
        ("private_reports", "background_checkers"),
        ("spokeo", "any_who"),
        ("spy_fly", "vehicle_related_records"),
    ],
)
def test_a_child_follows_its_parent_within_four_days(parent: str, child: str) -> None:
    above, below = Visitor(parent), Visitor(child)
    assert below.twin.parent_domain == above.twin.domain
    below.world.takedowns.tell(above.twin.domain, below.key, above.world.day(5))
    below.world.takedowns.tell("elsewhere.example", below.key, above.world.day(1))
    ((_, gone),) = below.days_listed()
    assert gone is not None
    assert 6 <= gone <= 9


def test_a_site_lets_its_family_know_when_it_decides_to_remove() -> None:
    visitor, heard = Visitor("veripages"), []
    visitor.world.takedowns.listen("veripages.com", lambda person, when: heard.append((person, when)))
    ask(visitor)
    visitor.post(mailed_path(visitor))
    assert heard == [(visitor.key, visitor.books.listed[0].until)]
