"""What a task about a provider's mail tells the person to do."""

from datetime import date

import pytest

from optout.channels.mail.reading import Reading
from optout.channels.mail.understanding.asked import GROUNDS as KNOWN_GROUNDS
from optout.report.task_steps import GROUNDS, question_steps
from optout.requests.events import PersonSays
from optout.requests.failures import Failure
from optout.requests.resting import QUESTIONS
from optout.requests.rights import Right
from optout.rights.table import law

GDPR = law("gdpr", Right.DELETE, date(2026, 11, 1))
MAIL = Reading("other", "m", ())


@pytest.mark.parametrize("failure", sorted(QUESTIONS))
def test_every_question_has_steps(failure: Failure) -> None:
    assert all(question_steps(failure, MAIL, GDPR, Right.DELETE))


def test_a_demand_for_a_document_says_what_the_law_thinks_of_it() -> None:
    mail = Reading("needs-identification", "m", (), asks=("id-document",))
    asks, allowed, least, last = question_steps(Failure.NEEDS_IDENTIFICATION, mail, GDPR, Right.DELETE)
    assert asks == "It asks for a copy of an identity document."
    assert "reasonable doubts" in allowed
    assert "Refuse the document." in least
    assert last == "optout sent nothing, and will not."


def test_a_form_is_no_duty_where_a_law_gives_the_right() -> None:
    by_law = question_steps(Failure.FORM_ONLY, MAIL, GDPR, Right.DELETE)
    by_none = question_steps(Failure.FORM_ONLY, MAIL, None, Right.DELETE)
    assert by_law[-1] == "Otherwise answer not-done: the deadline stays as it is."
    assert by_none[-1] == "Otherwise answer not-done."


def test_a_link_that_could_not_be_verified_is_not_offered() -> None:
    fit = Reading("link", "m", (), link="https://acme.example/confirm")
    assert "below" in question_steps(Failure.CONFIRM_YOURSELF, fit, None, Right.DELETE)[0]
    assert (
        "could not be checked" in question_steps(Failure.CONFIRM_YOURSELF, MAIL, None, Right.DELETE)[0]
    )


def test_the_ground_of_a_refusal_is_said_where_it_is_known() -> None:
    mail = Reading("refused", "m", (), ground="legal-obligation")
    assert "a law makes it keep" in question_steps(Failure.REFUSED, mail, GDPR, Right.DELETE)[0]
    assert question_steps(Failure.REFUSED, MAIL, GDPR, Right.DELETE)[0] == "Read in the mail why."


def test_a_refusal_explains_only_the_answers_that_are_offered() -> None:
    none = question_steps(Failure.REFUSED, MAIL, None, Right.DELETE, (PersonSays.LETS_BE,))
    assert none[1] == "let-be: nothing more is sent."
    answers = (PersonSays.APPEALS, PersonSays.COMPLAINS, PersonSays.LETS_BE)
    both = question_steps(Failure.REFUSED, MAIL, GDPR, Right.DELETE, answers)
    assert both[1].startswith("appeal: a letter asks it to think again. complain: to the regulator.")


def test_each_known_ground_has_words() -> None:
    assert set(GROUNDS) == set(KNOWN_GROUNDS)
