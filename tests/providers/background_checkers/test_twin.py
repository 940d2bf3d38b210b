import pytest

from tests.providers.visitor import START, Answer, Visitor


def search(visitor: Visitor, given: str | None = None) -> Answer:
    name, home = visitor.subject.names[0], visitor.subject.addresses[0]
    return visitor.send(
        "/name/search-result",
        "who",
        firstName=given or name.given,
        lastName=name.family,
        city=home.locality,
        state=str(home.region),
    )


def test_where_there_are_many_it_asks_for_the_age_first() -> None:
    visitor = Visitor("background_checkers")
    page = search(visitor)
    assert page.headings == ["One question"]
    assert page.texts("//main//button") == ["Yes", "No"]
    assert not page.tree.xpath("//li[@class='searchedPerson']")


@pytest.mark.parametrize(("answer", "is_older"), [("yes", True), ("no", False)])
def test_it_shows_those_of_the_age_that_was_said(answer: str, is_older: bool) -> None:
    visitor = Visitor("background_checkers")
    name, home = visitor.subject.names[0], visitor.subject.addresses[0]
    entries = visitor.twin.register.found(name.given, name.family, str(home.region), START)
    fitting = [f"Age: {entry.age}" for entry in entries if (entry.age >= 45) == is_older]
    page = search(visitor)
    (path,) = page.tree.xpath("//main//form/@action")
    assert visitor.post(str(path), older=answer).texts("//li//h4") == fitting


def test_nobody_is_found_without_a_question() -> None:
    assert "We were unable to find this person." in search(Visitor("background_checkers"), "Nobody").text
