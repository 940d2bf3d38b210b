from tests.providers.letters import letter, request_of, write
from tests.providers.visitor import START, Visitor


def test_a_letter_is_written_down_with_the_facts_that_stand_in_it() -> None:
    visitor = Visitor("mute_metrics")
    write(visitor)
    (received,) = visitor.books.received
    assert received.person == visitor.key
    assert received.at == START
    assert received.stage == "request"
    assert received.meanings == {
        "name": "name",
        "email": "email",
        "address-level1": "address-level1",
    }
    assert received.fields["name"] == visitor.subject.names[0].full


def test_it_never_answers_whatever_is_written() -> None:
    visitor = Visitor("mute_metrics")
    write(visitor)
    write(visitor, day=46, follows_up=True)
    visitor.wait_until_day(119)
    assert visitor.post_office.mails == []
    assert visitor.books.said == []
    assert visitor.days_listed() == [(0, None)]


def test_the_same_letter_within_forty_five_days_is_a_duplicate() -> None:
    visitor = Visitor("mute_metrics")
    for day in (0, 44, 46):
        write(visitor, day=day)
    assert [received.duplicate for received in visitor.books.received] == [False, True, False]


def test_one_reminder_is_no_duplicate_and_a_second_one_is() -> None:
    visitor = Visitor("mute_metrics")
    write(visitor)
    for day in (46, 90):
        write(visitor, day=day, follows_up=True)
    assert [(one.stage, one.duplicate) for one in visitor.books.received] == [
        ("request", False),
        ("reminder", False),
        ("reminder", True),
    ]


def test_a_reminder_of_what_never_came_is_a_request() -> None:
    visitor = Visitor("mute_metrics")
    write(visitor, follows_up=True)
    assert [(one.stage, one.duplicate) for one in visitor.books.received] == [("request", False)]


def test_a_letter_from_nobody_it_knows_tells_nothing() -> None:
    visitor = Visitor("mute_metrics")
    visitor.twin.receive_mail(b"From: someone@elsewhere.example\nSubject: Hello\n\nHello\n", START)
    (received,) = visitor.books.received
    assert (received.person, received.fields) == ("", {})


def test_a_letter_in_two_forms_is_read_in_both() -> None:
    visitor = Visitor("mute_metrics")
    written = letter(visitor, "See the other part.")
    written.add_alternative(f"<p>{request_of(visitor)}</p>", subtype="html")
    visitor.twin.receive_mail(written.as_bytes(), START)
    assert set(visitor.books.received[0].fields) == {"name", "email", "address-level1"}
