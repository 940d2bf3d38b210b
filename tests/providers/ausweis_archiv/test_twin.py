from tests.providers.letters import said, write
from tests.providers.visitor import Visitor


def test_it_asks_for_an_identity_card_and_does_nothing_until_the_person_answers() -> None:
    visitor = Visitor("ausweis_archiv")
    write(visitor)
    assert [word for word, _ in said(visitor)] == ["asked"]
    assert "Kopie Ihres Personalausweises" in visitor.post_office.mails[0]["text"]
    assert visitor.days_listed() == [(0, None)]


def test_once_the_person_answered_it_is_done_and_said_once() -> None:
    visitor = Visitor("ausweis_archiv")
    write(visitor)
    visitor.wait_until_day(5)
    for _ in range(2):
        visitor.twin.person_does(visitor.subject, "mailto:", visitor.clock.now())
    (_, (word, day)) = said(visitor)
    assert word == "done"
    assert 8 <= day <= 14
    assert visitor.days_listed() == [(0, day)]


def test_whoever_never_wrote_has_nothing_to_prove() -> None:
    visitor = Visitor("ausweis_archiv")
    visitor.twin.person_does(visitor.subject, "mailto:", visitor.clock.now())
    assert said(visitor) == []
