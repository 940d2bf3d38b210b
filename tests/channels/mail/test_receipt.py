import pytest

from optout.channels.mail.receipt import answer_in


@pytest.mark.parametrize(
    "text",
    [
        "We have received your request.",
        "We\u2019ve received your opt-out request and will act on it. Please do not reply to this mail.",
        "Your deletion request was processed on 3 March.",
        "Your opt-out has been confirmed.",
        "Your request has been received.\n\n> I cannot find you\n",
        "Your request has been received.\n\nOn 1 March Ada wrote:\nif you did not do it",
        "We have received your request. We will write when your request has been completed.",
        "We have received your objection and will honour it.",
        "We have received your request.\n\n> Your request has been completed.",
    ],
)
def test_plain_words_that_it_arrived_are_an_acknowledgement(text: str) -> None:
    assert answer_in("Your request", [text]) == "acknowledged"


@pytest.mark.parametrize(
    "text",
    [
        "Your request\nhas been completed.",
        "Your request is complete.",
        "We have successfully completed your deletion request.",
        "We honored your opt-out.",
        "Your opt-out is now in effect.",
        "Your information has been removed.",
        "We received your request. Your data has been fully deleted. We will write no more.",
    ],
)
def test_only_plain_words_that_it_was_done_are_a_grant(text: str) -> None:
    assert answer_in("Your request", [text]) == "granted"


def test_a_subject_may_say_that_it_was_done() -> None:
    assert answer_in("Your request has been completed", ["Hello."]) == "granted"


@pytest.mark.parametrize(
    "text",
    [
        "You will hear from us once your request has been completed.",
        "If your data has been deleted, you get another mail.",
        "Some of your data has been deleted.",
        "Your data has been deleted within our main system.",
    ],
)
def test_a_grant_on_a_condition_or_in_part_is_none(text: str) -> None:
    assert answer_in("Your request", [text]) == "other"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thank you for your message.",
        "We have received your request but cannot find you.",
        "We have received your request. Please verify your identity.",
        "Your request has been received and was declined.",
        "Your request has been completed. Unfortunately nothing was found.",
        "We have received your request. Click here to go on.",
        "We could not complete it. We have received your request.",
        "Your information has been updated.",
        "> We have received your request.",
        "On 1 March Acme wrote:\nWe have received your request.",
    ],
)
def test_a_but_or_anything_unclear_is_for_a_person(text: str) -> None:
    assert answer_in("Hello", [text]) == "other"


def test_a_but_in_the_subject_or_another_part_counts() -> None:
    said = "We have received your request."

    assert answer_in("Hello", [said, said]) == "acknowledged"
    assert answer_in("Your request was denied", [said]) == "other"
    assert answer_in("Hello", [said, "Unfortunately"]) == "other"
