"""Whether a provider may ask who somebody is, and the least that answers it."""

from datetime import date

import pytest

from optout.requests.rights import Right
from optout.rights.identification import ASKED, asked_words, identification
from optout.rights.law import Law
from optout.rights.table import law

TODAY = date(2026, 11, 1)


def row(slug: str, right: Right) -> Law:
    return law(slug, right, TODAY)


def test_an_opt_out_of_sale_needs_no_verification() -> None:
    for slug in ("ccpa", "ocpa"):
        judged = identification(row(slug, Right.OPT_OUT_OF_SALE), Right.OPT_OUT_OF_SALE, ())
        assert judged.allowed.startswith("An opt-out needs no verification")


def test_in_europe_it_takes_a_reasonable_doubt() -> None:
    for slug in ("gdpr", "uk_gdpr"):
        judged = identification(row(slug, Right.DELETE), Right.DELETE, ("id-document",))
        assert "reasonable doubts" in judged.allowed


def test_a_deletion_in_california_may_be_compared_with_what_is_held() -> None:
    judged = identification(row("ccpa", Right.DELETE), Right.DELETE, ())
    assert judged.allowed.startswith("It may compare what you say with what it holds already.")


def test_without_a_law_nothing_is_owed_on_either_side() -> None:
    judged = identification(None, Right.OPT_OUT_OF_TRAINING, ("selfie",))
    assert judged.allowed == "No law makes you prove anything here, and none makes it act."
    assert judged.least.endswith("Refuse the document.")


def test_every_other_law_asks_for_no_more_than_is_needed() -> None:
    judged = identification(row("lgpd", Right.DELETE), Right.DELETE, ())
    assert "no more than it reasonably needs" in judged.allowed


@pytest.mark.parametrize("asks", [("id-document",), ("phone", "address"), ()])
def test_the_least_never_is_a_document(asks: tuple[str, ...]) -> None:
    for one in (None, row("gdpr", Right.DELETE), row("ccpa", Right.DELETE)):
        least = identification(one, Right.DELETE, asks).least
        assert "quote the reference" in least
        assert "send a copy" not in least


def test_what_is_asked_for_is_said_in_words() -> None:
    assert asked_words(()) == ""
    assert asked_words(["phone"]) == "It asks for your phone number."
    assert (
        asked_words(["id-document", "selfie", "phone"])
        == "It asks for a copy of an identity document, a picture of you and your phone number."
    )


def test_each_thing_that_mails_ask_for_has_words() -> None:
    from optout.channels.mail.understanding import asked

    assert set(ASKED) == set(asked.ASKED)
