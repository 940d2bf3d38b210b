from tests.providers.letters import said, write
from tests.providers.visitor import Visitor


def test_it_says_received_takes_more_time_within_the_first_and_is_done_within_the_longer() -> None:
    visitor = Visitor("patient_panels")
    write(visitor)
    (received, first), (extended, second), (done, third) = said(visitor)
    assert (received, extended, done) == ("received", "extended", "done")
    assert 0 < first <= 2
    assert 30 <= second <= 42
    assert 62 <= third <= 85
    assert visitor.days_listed() == [(0, third)]


def test_its_answers_quote_the_letter() -> None:
    visitor = Visitor("patient_panels")
    write(visitor)
    assert [mail["headers"]["In-Reply-To"] for mail in visitor.post_office.mails] == [
        "<OPT-K3J5Q2ZWXA.a-1@mailbox.example>"
    ] * 3
    assert {mail["to"] for mail in visitor.post_office.mails} == {visitor.key}


def test_the_same_letter_once_more_is_not_answered_once_more() -> None:
    visitor = Visitor("patient_panels")
    write(visitor)
    write(visitor, day=1)
    assert len(said(visitor)) == 3
