import pytest

from tests.providers.visitor import Answer, Visitor


def search(visitor: Visitor) -> Answer:
    name = visitor.subject.names[0]
    region = visitor.subject.addresses[0].region or ""
    return visitor.get("/find", fn=name.given, ln=name.family, st=region)


def ask(visitor: Visitor, **changed: str) -> Answer:
    name = visitor.subject.names[0]
    entry = visitor.twin.register.of(visitor.subject, visitor.clock.now())
    fields = {
        "given": name.given,
        "family": name.family,
        "email": visitor.subject.emails[0],
        "dossier": f"https://deep-dossier.example/dossier/{entry.ident}",
    }
    return visitor.send("/removal", "removal", **{**fields, **changed})


def test_a_search_is_an_address_that_tells_name_and_state() -> None:
    visitor = Visitor("deep_dossier")
    page = search(visitor)
    assert page.headings[:2] == ["Dossier search", "4 dossiers on file"]
    assert visitor.books.searched[0].meanings == {
        "fn": "given-name",
        "ln": "family-name",
        "st": "address-level1",
    }


def test_the_name_of_a_state_is_as_good_as_its_code() -> None:
    visitor = Visitor("deep_dossier")
    assert "No dossier matches" in visitor.get("/find", fn="A", ln="B", st="Hawaii").text
    assert visitor.books.searched[0].person == ""


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_it_says_completed_and_never_removes(seed: int) -> None:
    visitor = Visitor("deep_dossier", seed)
    assert ask(visitor).headings == ["Request completed"]
    visitor.wait_until_day(120)
    assert visitor.days_listed()[0][1] is None
    assert "4 dossiers on file" in search(visitor).headings


def test_five_days_after_a_request_searches_get_a_403_or_nothing_by_turns() -> None:
    visitor = Visitor("deep_dossier")
    ask(visitor)
    visitor.wait_until_day(4.9)
    assert search(visitor).status == 200
    visitor.wait_until_day(5)
    answers = [search(visitor) for _ in range(4)]
    assert [answer.status for answer in answers] == [403, 200, 403, 200]
    assert [answer.source == "" for answer in answers] == [False, True, False, True]
    faults = [(fault.kind, fault.person) for fault in visitor.books.faults]
    assert faults == [("forbidden", visitor.key), ("empty-page", visitor.key)] * 2


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_after_about_forty_days_the_searches_work_again_and_still_list_the_person(seed: int) -> None:
    visitor = Visitor("deep_dossier", seed)
    ask(visitor)
    visitor.wait_until_day(5 + 36.9)
    assert search(visitor).status == 403
    visitor.wait_until_day(5 + 43)
    assert "4 dossiers on file" in search(visitor).headings


def test_nobody_is_kept_from_searching_before_they_ask() -> None:
    visitor = Visitor("deep_dossier")
    visitor.wait_until_day(30)
    assert search(visitor).status == 200
    assert visitor.books.faults == []


def test_the_same_request_again_is_a_duplicate_for_forty_five_days() -> None:
    visitor = Visitor("deep_dossier")
    for day in (0, 1, 44.9, 45):
        visitor.wait_until_day(day)
        ask(visitor)
    assert [received.duplicate for received in visitor.books.received] == [False, True, True, False]


def test_another_mail_address_makes_it_another_request() -> None:
    visitor = Visitor("deep_dossier")
    ask(visitor)
    ask(visitor, email="other@elsewhere.example")
    assert [received.duplicate for received in visitor.books.received] == [False, False]
