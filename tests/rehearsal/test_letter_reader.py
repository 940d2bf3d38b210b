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


def test_only_a_letter_that_answers_one_of_its_own_reference_follows_up() -> None:
    def follows(earlier: str) -> bool:
        return read_letter(letter("", Subject=TOKEN, In_Reply_To=earlier), PEOPLE).follows_up

    assert follows(f"<{TOKEN}.a-1@m.example>")
    assert not follows("<OPT-AAAAAAAAAA.a-1@m.example>")
    assert not read_letter(letter("", In_Reply_To="<1@m.example>"), PEOPLE).follows_up
    assert not read_letter(letter("", Subject=TOKEN), PEOPLE).follows_up


def test_the_answer_goes_where_the_letter_came_from() -> None:
    assert read_letter(letter(""), PEOPLE).answer_to == "requests@mailbox.example"
