import pytest

from optout.channels.mail.receipt import is_receipt


@pytest.mark.parametrize(
    "text",
    [
        "We have received your request.",
        "We\u2019ve received your opt-out request and will act on it. Please do not reply to this mail.",
        "Your request\nhas been completed.",
        "Your deletion request was processed on 3 March.",
        "Your opt-out is now in effect.",
        "Your information has been removed.",
        "Your request has been received.\n\n> I cannot find you\n",
        "Your request has been received.\n\nOn 1 March Ada wrote:\nif you did not do it",
    ],
)
def test_plain_words_are_a_receipt(text: str) -> None:
    assert is_receipt("Your request", [text])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thank you for your message.",
        "We have received your request but cannot find you.",
        "We have received your request. Please verify your identity.",
        "Your request has been received and was declined.",
        "We have received your request. Click here to go on.",
        "We could not complete it. We have received your request.",
        "Your information has been updated.",
        "> We have received your request.",
        "On 1 March Acme wrote:\nWe have received your request.",
    ],
)
def test_a_but_or_anything_unclear_is_for_a_person(text: str) -> None:
    assert not is_receipt("Hello", [text])


def test_a_but_in_the_subject_or_another_part_counts() -> None:
    said = "We have received your request."

    assert is_receipt("Hello", [said, said])
    assert not is_receipt("Your request was denied", [said])
    assert not is_receipt("Hello", [said, "Unfortunately"])
