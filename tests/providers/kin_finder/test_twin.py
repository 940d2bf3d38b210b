import pytest

from tests.providers.visitor import Answer, Visitor


def search(visitor: Visitor) -> Answer:
    name = visitor.subject.names[0]
    region = visitor.subject.addresses[0].region or ""
    return visitor.get("/people", fn=name.given, ln=name.family, state=region)


def my_record(visitor: Visitor) -> str:
    entry = visitor.twin.register.of(visitor.subject, visitor.clock.now())
    link = f"https://kin-finder.example/kin/{entry.ident}"
    assert link in search(visitor).links("//article//a")
    return link


def ask(visitor: Visitor, **changed: str) -> Answer:
    fields = {
        "your_name": visitor.subject.names[0].full,
        "email": visitor.subject.emails[0],
        "email_again": visitor.subject.emails[0],
        "profile": my_record(visitor),
    }
    return visitor.send("/suppress", "suppress", **{**fields, **changed})


def test_every_page_has_another_search_form_at_its_top() -> None:
    page = Visitor("kin_finder").get("/suppress")
    assert page.tree.xpath("//header//form/@id") == ["quick"]
    assert page.tree.xpath("//main//form/@id") == ["suppress"]


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_it_removes_in_three_to_six_days_and_lists_again_between_day_45_and_55(seed: int) -> None:
    visitor = Visitor("kin_finder", seed)
    assert "Your request was submitted." in ask(visitor).text
    (_, gone), (back, end) = visitor.days_listed()
    assert gone is not None
    assert 3 <= gone <= 6
    assert 45 <= back <= 55
    assert end is None


def test_until_day_40_the_form_asks_four_things_and_then_a_fifth() -> None:
    visitor = Visitor("kin_finder")
    assert visitor.books.changed_form_at == visitor.world.day(40)
    visitor.wait_until_day(39.9)
    before = visitor.get("/suppress").tree.xpath("//main//input[@required]/@name")
    visitor.wait_until_day(40)
    after = visitor.get("/suppress")
    assert before == ["your_name", "email", "email_again", "profile"]
    assert after.tree.xpath("//main//input[@required]/@name") == [*before, "ssn4"]
    assert "Last four digits of your social security number" in after.text
    assert [fault.kind for fault in visitor.books.faults] == ["form-changed"]


def test_after_day_40_the_old_answers_are_not_enough() -> None:
    visitor = Visitor("kin_finder")
    ask(visitor)
    visitor.wait_until_day(56)
    page = ask(visitor)
    assert page.texts("//*[@role='alert']/li") == [
        "Last four digits of your social security number is required."
    ]
    assert [received.accepted for received in visitor.books.received] == [True, False]
    assert visitor.days_listed()[-1][1] is None


def test_digits_that_no_definition_may_send_have_no_meaning() -> None:
    visitor = Visitor("kin_finder")
    visitor.wait_until_day(41)
    ask(visitor, ssn4="0000")
    assert "ssn4" in visitor.books.received[0].fields
    assert "ssn4" not in visitor.books.received[0].meanings


def test_two_different_mail_addresses_are_refused() -> None:
    visitor = Visitor("kin_finder")
    page = ask(visitor, email_again="other@elsewhere.example")
    assert page.texts("//*[@role='alert']/li") == ["The e-mail addresses differ."]
    assert not visitor.books.received[0].accepted
