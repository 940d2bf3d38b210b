from datetime import datetime, timedelta
from email.message import EmailMessage

from tests.providers.visitor import START, Visitor


def write(visitor: Visitor, text: str, at: datetime = START, subject: str = "Delete my data") -> None:
    letter = EmailMessage()
    letter["From"] = visitor.subject.emails[0]
    letter["To"] = "privacy@mute-metrics.example"
    letter["Subject"] = subject
    letter.set_content(text)
    visitor.twin.receive_mail(letter.as_bytes(), at)


def request_of(visitor: Visitor) -> str:
    person = visitor.subject
    return f"I am {person.names[0].full} of {person.addresses[0].region}. Delete what you hold about me."


def test_a_letter_is_written_down_with_the_facts_that_stand_in_it() -> None:
    visitor = Visitor("mute_metrics")
    write(visitor, request_of(visitor))
    (received,) = visitor.books.received
    assert received.person == visitor.key
    assert received.at == START
    assert received.meanings == {
        "name": "name",
        "email": "email",
        "address-level1": "address-level1",
    }
    assert received.fields["name"] == visitor.subject.names[0].full


def test_a_fact_that_nobody_declared_is_noticed() -> None:
    visitor = Visitor("mute_metrics")
    home, person = visitor.subject.addresses[0], visitor.subject
    write(
        visitor, f"{person.names[0].full}, born {person.birth_date}, {home.street}, {person.phones[0]}"
    )
    assert set(visitor.books.received[0].fields) == {"name", "email", "bday", "address-line1", "tel"}


def test_a_state_is_not_found_inside_a_word() -> None:
    visitor = Visitor("mute_metrics")
    write(visitor, f"x{visitor.subject.addresses[0].region}x")
    assert set(visitor.books.received[0].fields) == {"email"}


def test_it_never_answers() -> None:
    visitor = Visitor("mute_metrics")
    write(visitor, request_of(visitor))
    visitor.wait_until_day(119)
    assert visitor.post_office.mails == []
    assert visitor.days_listed() == [(0, None)]


def test_the_same_letter_within_forty_five_days_is_a_duplicate() -> None:
    visitor = Visitor("mute_metrics")
    for days in (0, 44, 46):
        write(visitor, request_of(visitor), START + timedelta(days=days))
    assert [received.duplicate for received in visitor.books.received] == [False, True, False]


def test_a_reminder_is_not_a_duplicate() -> None:
    visitor = Visitor("mute_metrics")
    write(visitor, request_of(visitor))
    write(visitor, request_of(visitor), START + timedelta(days=44), subject="Reminder: delete my data")
    assert [received.duplicate for received in visitor.books.received] == [False, False]


def test_a_letter_from_nobody_it_knows_tells_nothing() -> None:
    visitor = Visitor("mute_metrics")
    visitor.twin.receive_mail(b"From: someone@elsewhere.example\nSubject: Hello\n\nHello\n", START)
    (received,) = visitor.books.received
    assert (received.person, received.fields) == ("", {})


def test_a_letter_in_two_forms_is_read_in_both() -> None:
    visitor = Visitor("mute_metrics")
    letter = EmailMessage()
    letter["From"] = visitor.subject.emails[0]
    letter["Subject"] = "Delete my data"
    letter.set_content("See the other part.")
    letter.add_alternative(f"<p>{visitor.subject.names[0].full}</p>", subtype="html")
    visitor.twin.receive_mail(letter.as_bytes(), START)
    assert set(visitor.books.received[0].fields) == {"name", "email"}
