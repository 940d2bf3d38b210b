import re
from datetime import timedelta

import pytest

from tests.providers.visitor import START, Answer, Visitor


def search(visitor: Visitor, state: str | None = None) -> Answer:
    name = visitor.subject.names[0]
    region = state or visitor.subject.addresses[0].region or ""
    return visitor.get("/search", first=name.given.upper(), last=name.family.lower(), state=region)


def my_record(visitor: Visitor) -> str:
    """The link of the record with the first person's age and city."""
    assert visitor.subject.birth_date is not None
    mine = str(int((visitor.clock.now().date() - visitor.subject.birth_date).days / 365.2425))
    page = search(visitor)
    rows = zip(
        page.texts("//*[@class='result-age']"), page.links("//a[@class='result-link']"), strict=True
    )
    return next(link for age, link in rows if abs(int(age) - int(mine)) <= 1)


def ask(visitor: Visitor, **changed: str) -> Answer:
    fields = {"record_url": my_record(visitor), "contact": visitor.subject.emails[0]}
    return visitor.send("/opt-out", "removal", **{**fields, **changed})


def mailed_path(visitor: Visitor) -> str:
    found = re.search(
        r"https://people-atlas\.example(/confirm/\S+)", visitor.post_office.mails[-1]["text"]
    )
    assert found
    return found[1]


def confirm(visitor: Visitor) -> Answer:
    return visitor.post(mailed_path(visitor))


def test_a_search_shows_the_person_among_namesakes_and_is_written_down() -> None:
    visitor = Visitor("people_atlas")
    page = search(visitor)
    home = visitor.subject.addresses[0]
    assert page.headings[0] == "Search results"
    assert page.texts("//*[@class='result-name']") == [visitor.subject.names[0].full] * 4
    assert page.texts("//*[@class='result-city']").count(home.locality) == 3
    assert set(page.texts("//*[@class='result-state']")) == {home.region}
    (searched,) = visitor.books.searched
    assert searched.person == visitor.key
    assert searched.meanings == {"first": "given-name", "last": "family-name", "state": "address-level1"}


def test_nobody_in_that_state_has_a_page_of_its_own() -> None:
    page = search(Visitor("people_atlas"), state="HI")
    assert page.headings == ["We have no record"]


def test_a_search_without_a_state_brings_the_form_back() -> None:
    visitor = Visitor("people_atlas")
    page = visitor.get("/search", first="Nobody", last="Atall")
    assert page.headings == ["Find people"]
    assert page.texts("//*[@role='alert']/li") == ["State is required."]


def test_the_confirmation_mail_comes_some_minutes_later_with_links_to_elsewhere() -> None:
    visitor = Visitor("people_atlas")
    assert ask(visitor).headings == ["Check your e-mail"]
    (mail,) = visitor.post_office.mails
    assert mail["sender"] == "privacy@people-atlas.example"
    assert mail["to"] == visitor.subject.emails[0]
    assert timedelta(minutes=2) <= mail["at"] - START <= timedelta(minutes=25)
    assert mail["text"].count("https://people-atlas.example/confirm/") == 1
    assert "https://chirper.example/" in mail["text"]


def test_only_pressing_the_button_confirms() -> None:
    visitor = Visitor("people_atlas")
    ask(visitor)
    assert visitor.get(mailed_path(visitor)).headings == ["One more step"]
    assert visitor.books.received[0].confirmed_at is None
    assert confirm(visitor).headings == ["Removal confirmed"]
    assert visitor.books.received[0].confirmed_at == START


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_record_goes_in_five_to_nine_days_and_is_back_once_around_day_75(seed: int) -> None:
    visitor = Visitor("people_atlas", seed)
    first = my_record(visitor)
    ask(visitor)
    confirm(visitor)
    (_, gone), (back, end) = visitor.days_listed()
    assert gone is not None
    assert 5 <= gone <= 9
    assert 70 <= back <= 80
    assert end is None
    visitor.wait_until_day(gone)
    assert visitor.get(first).status == 404
    visitor.wait_until_day(back)
    assert my_record(visitor) != first
    ask(visitor)
    confirm(visitor)
    assert len(visitor.days_listed()) == 2


def test_without_a_confirmation_nothing_happens_and_the_link_expires() -> None:
    visitor = Visitor("people_atlas")
    ask(visitor)
    visitor.wait_until_day(3.1)
    assert confirm(visitor).headings == ["This link has expired"]
    assert len(visitor.days_listed()) == 1
    assert visitor.days_listed()[0][1] is None


def test_the_same_request_again_is_a_duplicate_until_the_link_expires() -> None:
    visitor = Visitor("people_atlas")
    ask(visitor)
    ask(visitor)
    visitor.wait_until_day(3.1)
    ask(visitor)
    assert [received.duplicate for received in visitor.books.received] == [False, True, False]


def test_what_was_sent_is_in_the_books_without_the_forms_own_token() -> None:
    visitor = Visitor("people_atlas")
    link = my_record(visitor)
    ask(visitor)
    (received,) = visitor.books.received
    assert received.person == visitor.key
    assert received.fields == {"record_url": link, "contact": visitor.subject.emails[0]}
    assert received.meanings == {"record_url": "x-listing-url", "contact": "email"}
    assert received.honeypots_filled == 0
    assert received.accepted


def test_a_filled_trap_is_counted() -> None:
    visitor = Visitor("people_atlas")
    ask(visitor, website="https://spam.example/")
    assert visitor.books.received[0].honeypots_filled == 1


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"contact": ""}, "Your e-mail address is required."),
        ({"contact": "nonsense"}, "Your e-mail address is not an e-mail address."),
        ({"record_url": "https://people-atlas.example/record/0"}, "We could not find that record."),
        ({"record_url": "https://elsewhere.example/record/0"}, "We could not find that record."),
        ({"csrf_token": "guessed"}, "Your session has expired. Please send the form again."),
    ],
)
def test_a_wrong_form_comes_back_with_its_error_and_sends_no_mail(
    changed: dict[str, str], error: str
) -> None:
    visitor = Visitor("people_atlas")
    page = ask(visitor, **changed)
    assert page.headings == ["Opt out of People Atlas"]
    assert page.texts("//*[@role='alert']/li") == [error]
    assert [received.accepted for received in visitor.books.received] == [False]
    assert visitor.post_office.mails == []


def test_the_first_person_is_always_listed_and_the_others_sometimes() -> None:
    listed = [Visitor("people_atlas", seed, count=20).books.listed for seed in range(1, 6)]
    enrolled = [Visitor("people_atlas", seed, count=20).people for seed in range(1, 6)]
    for books, people in zip(listed, enrolled, strict=True):
        keys = {period.person for period in books}
        assert people[0].emails[0] in keys
        assert 8 <= sum(person.emails[0] in keys for person in people) <= 19
