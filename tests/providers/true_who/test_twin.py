from datetime import timedelta

from tests.providers.visitor import START, Answer, Visitor


def search(visitor: Visitor) -> Answer:
    name = visitor.subject.names[0]
    region = visitor.subject.addresses[0].region or ""
    return visitor.get("/who", name_first=name.given, name_last=name.family, name_state=region)


def test_anybody_may_search() -> None:
    visitor = Visitor("true_who")
    page = search(visitor)
    assert page.headings == ["It may be one of these"]
    assert page.texts("//li[@data-kind='match']//strong") == [visitor.subject.names[0].full] * 4


def test_a_challenge_stands_before_the_form_always() -> None:
    visitor = Visitor("true_who")
    for day in (0, 30, 119):
        visitor.wait_until_day(day)
        page = visitor.get("/opt-out")
        assert page.headings == ["Verify you are human"]
        assert page.tree.xpath("//iframe/@src") == ["/recaptcha/api2/anchor?k=rehearsal"]
        assert page.tree.xpath("//main//input") == []
    assert [(fault.kind, fault.person) for fault in visitor.books.faults] == [("challenge", None)] * 3


def test_the_frame_of_the_challenge_is_on_the_sites_own_domain() -> None:
    assert "I'm not a robot" in Visitor("true_who").get("/recaptcha/api2/anchor", k="rehearsal").text


def test_sending_past_the_challenge_changes_nothing() -> None:
    visitor = Visitor("true_who")
    assert visitor.post("/opt-out", anything="x").headings == ["Verify you are human"]
    assert visitor.books.received == []
    assert visitor.days_listed()[0][1] is None


def test_the_listing_goes_four_days_after_the_person_did_it_and_only_theirs() -> None:
    visitor = Visitor("true_who")
    visitor.twin.person_does(
        visitor.subject, "https://true-who.example/opt-out", START + timedelta(days=2)
    )
    assert visitor.days_listed()[0][1] == 6
    visitor.wait_until_day(6)
    assert len(search(visitor).texts("//li[@data-kind='match']")) == 3


def test_whom_it_does_not_list_cannot_be_removed() -> None:
    visitor = Visitor("true_who")
    visitor.twin.person_does(visitor.subject, "https://true-who.example/opt-out", START)
    before = visitor.days_listed()
    visitor.twin.person_does(
        visitor.subject, "https://true-who.example/opt-out", START + timedelta(days=9)
    )
    assert visitor.days_listed() == before
