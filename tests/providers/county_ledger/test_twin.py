import pytest

from tests.providers.visitor import START, Answer, Visitor


def search(visitor: Visitor, state: str | None = None) -> Answer:
    name = visitor.subject.names[0]
    region = state or visitor.subject.addresses[0].region or ""
    return visitor.send("/", "lookup", fname=name.given, lname=name.family, st=region)


def my_record(visitor: Visitor) -> str:
    return next(
        link for link in search(visitor).links("//tr[@class='entry']//a") if _is_mine(visitor, link)
    )


def _is_mine(visitor: Visitor, link: str) -> bool:
    born = visitor.subject.birth_date
    assert born is not None
    age = START.year - born.year - ((START.month, START.day) < (born.month, born.day))
    return f"Age {age}." in visitor.get(link).text


def ask(visitor: Visitor, **changed: str) -> Answer:
    fields = {
        "requester": visitor.subject.names[0].full,
        "mail": visitor.subject.emails[0],
        "residence": visitor.subject.addresses[0].region or "",
        "entries": my_record(visitor),
    }
    return visitor.send("/do-not-sell", "dns", **{**fields, **changed})


def test_the_ledger_lists_name_age_and_place() -> None:
    visitor = Visitor("county_ledger")
    page = search(visitor)
    assert page.headings == ["Ledger entries"]
    assert page.texts("//tr[@class='entry']//a") == [visitor.subject.names[0].full] * 4
    assert len(page.texts("//td[@class='age']")) == 4


def test_nobody_is_said_in_words() -> None:
    assert "The ledger has no entry for this person." in search(Visitor("county_ledger"), "HI").text


def test_a_search_without_the_forms_token_shows_nothing_but_is_written_down() -> None:
    visitor = Visitor("county_ledger")
    name = visitor.subject.names[0]
    page = visitor.post("/lookup", fname=name.given, lname=name.family, st="CA")
    assert page.headings == ["The public ledger"]
    assert page.links("//tr[@class='entry']//a") == []
    assert visitor.books.searched[0].person == visitor.key


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_it_confirms_on_the_screen_and_removes_in_three_to_six_days_for_good(seed: int) -> None:
    visitor = Visitor("county_ledger", seed)
    assert ask(visitor).headings == ["Request received"]
    ((_, gone),) = visitor.days_listed()
    assert gone is not None
    assert 3 <= gone <= 6
    visitor.wait_until_day(gone)
    assert len(search(visitor).links("//tr[@class='entry']//a")) == 3


def test_what_was_sent_is_in_the_books_as_the_form_means_it() -> None:
    visitor = Visitor("county_ledger")
    ask(visitor)
    (received,) = visitor.books.received
    assert received.person == visitor.key
    assert received.meanings == {
        "requester": "name",
        "mail": "email",
        "residence": "x-state-of-residence",
        "entries": "x-listing-url",
    }
    assert set(received.fields) == set(received.meanings)


def test_a_comment_that_nobody_asked_for_is_kept_without_a_meaning() -> None:
    visitor = Visitor("county_ledger")
    ask(visitor, comments="Hello")
    assert visitor.books.received[0].fields["comments"] == "Hello"
    assert "comments" not in visitor.books.received[0].meanings


def test_the_hidden_fax_number_is_a_trap() -> None:
    visitor = Visitor("county_ledger")
    ask(visitor, fax="1")
    assert visitor.books.received[0].honeypots_filled == 1


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"residence": ""}, "State of residence is required."),
        ({"residence": "Atlantis"}, "State of residence: choose one from the list."),
        ({"entries": "the second one"}, "We could not find that record."),
    ],
)
def test_a_wrong_form_comes_back_and_removes_nothing(changed: dict[str, str], error: str) -> None:
    visitor = Visitor("county_ledger")
    page = ask(visitor, **changed)
    assert page.headings == ["Do not sell my information"]
    assert page.texts("//*[@role='alert']/li") == [error]
    assert visitor.days_listed()[0][1] is None


def test_a_second_equal_request_is_a_duplicate_and_changes_no_date() -> None:
    visitor = Visitor("county_ledger")
    link = my_record(visitor)
    ask(visitor)
    before = visitor.days_listed()
    visitor.wait_until_day(1)
    ask(visitor, entries=link)
    assert [received.duplicate for received in visitor.books.received] == [False, True]
    assert visitor.days_listed() == before
