"""What a twin takes from a letter: the writer, each fact once, and what it follows up."""

from email.message import EmailMessage

from optout.people.subject import Subject
from optout.rehearsal.letter_reader import read_letter
from optout.rehearsal.people import synthetic_people

PEOPLE = synthetic_people(1, 3)
ADA = PEOPLE[1]
TOKEN = "OPT-K3J5Q2ZWXA"


def letter(text: str, writer: Subject | None = ADA, **headers: str) -> bytes:
    written = EmailMessage()
    written["From"] = "Requests <requests@mailbox.example>"
    for name, value in headers.items():
        written[name.replace("_", "-")] = value
    written.set_content(f"{writer.emails[0] if writer else ''}\n{text}")
    return written.as_bytes()


def fields(text: str) -> set[str]:
    return set(read_letter(letter(text), PEOPLE).fields)


def test_the_writer_is_whose_address_stands_in_the_letter() -> None:
    assert read_letter(letter("Hello"), PEOPLE).writer == ADA
    stranger = read_letter(letter("Hello", writer=None), PEOPLE)
    assert (stranger.writer, stranger.fields) == (None, {})


def test_a_fact_that_nobody_declared_is_noticed() -> None:
    home = ADA.addresses[0]
    told = f"{ADA.names[0].full}, born {ADA.birth_date}, {home.street}, {ADA.phones[0]}"
    assert fields(told) == {"name", "email", "bday", "address-line1", "tel"}


def test_a_state_is_not_found_inside_a_word() -> None:
    assert fields(f"x{ADA.addresses[0].region}x") == {"email"}
    assert fields(f"in {ADA.addresses[0].region}.") == {"email", "address-level1"}


def test_the_reference_stands_in_the_message_id_or_the_subject() -> None:
    assert read_letter(letter("", Message_ID=f"<{TOKEN}.a-1@m.example>"), PEOPLE).reference == TOKEN
    assert read_letter(letter("", Subject=f"Delete [{TOKEN}]"), PEOPLE).reference == TOKEN
    assert read_letter(letter("", Subject="Delete"), PEOPLE).reference == ""


def test_a_letter_follows_up_the_first_of_its_reference_by_answering_it_or_by_its_subject() -> None:
    first = read_letter(letter("", Subject=f"Delete {TOKEN}"), PEOPLE)

    def follows(subject: str, **earlier: str) -> bool:
        return read_letter(letter("", Subject=subject, **earlier), PEOPLE).follows_up(first)

    assert follows(f"Delete {TOKEN}", In_Reply_To=f"<{TOKEN}.a-1@m.example>")
    assert follows(f"Delete {TOKEN}", References=f"<1@m.example> <{TOKEN}.a-1@m.example>")
    assert follows(f"Reminder: Delete {TOKEN}")
    assert not follows(f"Delete {TOKEN}")
    assert not follows(f"Delete {TOKEN}", In_Reply_To="<OPT-AAAAAAAAAA.a-1@m.example>")
    assert not follows("Reminder: Delete OPT-AAAAAAAAAA")


def test_letters_without_a_reference_follow_up_nothing() -> None:
    first, second = (read_letter(letter("", Subject=text), PEOPLE) for text in ("Delete", "Again"))
    assert not second.follows_up(first)


def test_the_answer_goes_where_the_letter_came_from() -> None:
    assert read_letter(letter(""), PEOPLE).answer_to == "requests@mailbox.example"
