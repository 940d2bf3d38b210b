from tests.providers.visitor import Answer, Visitor


def search(visitor: Visitor, **more: str) -> Answer:
    home = visitor.subject.addresses[0]
    place = f"{home.locality}, {home.region}"
    return visitor.get("/people", name=visitor.subject.names[0].full, cityState=place, **more)


def press(visitor: Visitor) -> Answer:
    entry = visitor.twin.register.of(visitor.subject, visitor.clock.now())
    path = f"/remove/{entry.ident}"
    assert path in search(visitor, original="yes").tree.xpath("//li//form/@action")
    return visitor.post(path)


def test_every_third_searcher_is_asked_whether_the_name_is_misspelt() -> None:
    visitor = Visitor("property_record")
    headings = [search(visitor).headings[0] for _ in range(2)]
    assert headings == ["Search Results", "Did you mean somebody else?"]
    assert len(visitor.books.searched) == 1


def test_the_name_is_searched_as_it_was_typed_where_one_insists() -> None:
    visitor = Visitor("property_record")
    search(visitor)
    (link,) = search(visitor).links("//a[@id='spellcheck-original']")
    assert visitor.get(link.removeprefix("https://propertyrecord.com")).headings[0] == "Search Results"
    assert [set(told.meanings.values()) for told in visitor.books.searched] == [{"name", "x-place"}] * 2
    assert "original" not in visitor.books.searched[1].fields


def test_one_press_removes_the_record_within_three_days() -> None:
    visitor = Visitor("property_record")
    assert press(visitor).headings == ["Success: Information Removed"]
    ((_, gone),) = visitor.days_listed()
    assert gone is not None
    assert 1 <= gone <= 3


def test_pressing_again_meanwhile_is_a_duplicate_and_pressing_at_nothing_does_nothing() -> None:
    visitor = Visitor("property_record")
    for _ in range(2):
        press(visitor)
    assert [received.duplicate for received in visitor.books.received] == [False, True]
    assert visitor.post("/remove/nobody").status == 404
    assert not visitor.books.received[-1].accepted
