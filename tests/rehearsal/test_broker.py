import pytest

from optout.rehearsal.register import Entry
from tests.providers.visitor import START, Visitor


def removed(visitor: Visitor, day: float) -> Entry:
    entry = visitor.twin.register.of(visitor.subject, START)
    assert isinstance(entry, Entry)
    visitor.twin.register.remove(entry, visitor.world.day(day))
    return entry


def test_a_person_is_listed_again_once_only() -> None:
    visitor = Visitor("people_atlas")
    entry = removed(visitor, 5)
    visitor.twin.list_again(entry, (20, 30))
    visitor.twin.list_again(entry, (40, 50))
    (_, gone), (back, _) = visitor.days_listed()
    assert gone == 5
    assert 20 <= back <= 30


def test_whoever_is_removed_too_late_is_not_listed_again() -> None:
    visitor = Visitor("people_atlas")
    visitor.twin.list_again(removed(visitor, 35), (20, 30))
    assert len(visitor.days_listed()) == 1


def test_a_twin_with_days_of_relisting_lists_again_whom_it_removed() -> None:
    visitor = Visitor("veripages")
    visitor.twin.relisting_days = (20, 30)
    visitor.twin.remove_after(visitor.twin.register.of(visitor.subject, START), (2, 5))
    (_, gone), (back, _) = visitor.days_listed()
    assert gone is not None
    assert 2 <= gone <= 5
    assert 20 <= back <= 30


def test_whoever_was_never_removed_is_not_listed_twice() -> None:
    visitor = Visitor("people_atlas")
    visitor.twin.list_again(visitor.twin.register.of(visitor.subject, START), (20, 30))
    assert len(visitor.days_listed()) == 1


@pytest.mark.parametrize(
    ("host", "known"),
    [("people-atlas.example", True), ("www.people-atlas.example", True), ("atlas.example", False)],
)
def test_a_record_is_known_by_its_address_on_the_sites_own_hosts(host: str, known: bool) -> None:
    visitor = Visitor("people_atlas")
    entry = visitor.twin.register.of(visitor.subject, START)
    found = visitor.twin.entry_at(f" https://{host}/record/{entry.ident}?from=search ")
    assert found == (entry if known else None)


def test_a_token_is_good_for_one_sending() -> None:
    visitor = Visitor("people_atlas")
    (token,) = visitor.get("/opt-out").tree.xpath("//input[@name='csrf_token']/@value")
    expired = "Your session has expired. Please send the form again."
    pages = [visitor.post("/opt-out", csrf_token=token) for _ in range(2)]
    assert [expired in page.text for page in pages] == [False, True]


def test_a_record_page_shows_where_the_person_lived() -> None:
    visitor = Visitor("people_atlas")
    entry = visitor.twin.register.of(visitor.subject, START)
    page = visitor.get(f"/record/{entry.ident}")
    assert page.headings == [visitor.subject.names[0].full]
    assert visitor.subject.addresses[1].locality in page.text


def test_an_address_that_the_site_does_not_have_is_its_own_not_found_page() -> None:
    page = Visitor("people_atlas").get("/premium")
    assert (page.status, page.headings) == (404, ["Page not found"])


def test_letters_and_work_by_hand_change_nothing_where_nobody_takes_them() -> None:
    visitor = Visitor("people_atlas")
    visitor.twin.receive_mail(b"Subject: x\n\nx", START)
    visitor.twin.person_does(visitor.subject, "https://people-atlas.example/", START)
    assert visitor.books.received == []
    assert visitor.days_listed()[0][1] is None
