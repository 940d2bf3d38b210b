"""Which paragraphs stand in a letter, and what they claim."""

from dataclasses import replace
from datetime import date

import pytest

from optout.requests.rights import Right
from optout.rights.elements import Element
from optout.rights.law import Law
from optout.rights.letters import LANGUAGES, Language, Letter, Stage, write_letter
from optout.rights.regulators import regulators
from optout.rights.table import rows
from tests.rights.letters.given import AGENT, everything, gdpr


def ids(letter: Letter, place: str) -> list[str]:
    return [one.id for one in letter.paragraphs if one.id.startswith(f"{place}.")]


def row_of(slug: str, right: Right) -> Law:
    return next(row for row in rows() if (row.slug, row.right) == (slug, right))


@pytest.mark.parametrize(
    ("slug", "right", "request_id", "beyond"),
    [
        ("ucpa", Right.DELETE, "request.provided-delete", ["beyond.delete"]),
        ("icdpa", Right.DELETE, "request.provided-delete", ["beyond.delete"]),
        ("ccpa", Right.DELETE, "request.ccpa-delete", ["beyond.delete"]),
        ("vcdpa", Right.DELETE, "request.law-delete", ["beyond.others"]),
        ("mhmda", Right.DELETE, "request.mhmda-delete", ["beyond.delete"]),
        ("quebec_law25", Right.DELETE, "request.quebec-delete", ["beyond.delete"]),
        ("appi", Right.DELETE, "request.appi-delete", ["beyond.delete"]),
        ("bipa", Right.DELETE, "request.bipa", ["beyond.bipa"]),
        ("ucpa", Right.OPT_OUT_OF_SALE, "request.us-opt-out-unprofiled", ["beyond.others"]),
        ("icdpa", Right.OPT_OUT_OF_SALE, "request.us-opt-out-unprofiled", ["beyond.others"]),
        ("vcdpa", Right.OPT_OUT_OF_SALE, "request.us-opt-out-of-sale", ["beyond.others"]),
        ("ctdpa", Right.CORRECT, "request.law-correct", ["beyond.others"]),
        ("gdpr", Right.DELETE, "request.gdpr-delete", []),
        ("lgpd", Right.DELETE, "request.lgpd-delete", []),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_claims_what_the_law_gives_and_asks_for_the_rest_beside_it(
    slug: str, right: Right, request_id: str, beyond: list[str], language: Language
) -> None:
    letter = write_letter(everything(row_of(slug, right), language=language))
    order = [one.id for one in letter.paragraphs]

    assert ids(letter, "request") == [request_id]
    assert ids(letter, "beyond") == beyond
    assert not beyond or slug == "ccpa" or order.index("basis.law") < order.index(beyond[0])
    assert Element.LAW in {element for one in letter.paragraphs for element in one.satisfies}


def test_no_claim_of_everything_stands_before_the_law_that_does_not_give_it() -> None:
    for row in rows():
        if row.limits:
            claimed, _, asked = write_letter(everything(row)).body.partition("Whether or not the law")
            assert "all personal data" not in claimed, row.slug
            assert "profiling" not in claimed or "no-profiling" not in row.limits
            assert asked

    utah = write_letter(everything(row_of("ucpa", Right.DELETE))).body
    assert "delete the personal data about me that the person concerned has provided to you." in utah
    assert "all other personal data that you hold about me" in utah
    sale = write_letter(everything(row_of("ucpa", Right.OPT_OUT_OF_SALE))).body
    assert "about me for sale and for targeted advertising.\n" in sale


def test_what_no_law_gives_is_asked_of_no_regulator_and_not_where_there_is_no_law() -> None:
    complaint = write_letter(everything(row_of("ucpa", Right.DELETE), stage=Stage.COMPLAINT))
    voluntary = write_letter(everything(None))

    assert ids(complaint, "beyond") == ids(voluntary, "beyond") == []
    assert ids(voluntary, "request") == ["request.delete"]


CONCERNED = {
    "en": "The person concerned:\n",
    "de": "Die betroffene Person:\n",
    "fr": "La personne concernée :\n",
    "es": "La persona afectada:\n",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_regulator_is_told_who_it_is_about_and_not_to_find_the_data(language: Language) -> None:
    complaint = write_letter(everything(gdpr(), stage=Stage.COMPLAINT, language=language))
    request = write_letter(everything(gdpr(), language=language))

    assert ids(complaint, "facts") == ["facts.complaint"]
    assert CONCERNED[language] in complaint.body
    assert ids(request, "facts") == ["facts.identifying"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_complaint_encloses_what_goes_with_it_and_else_nothing(language: Language) -> None:
    complaint = everything(gdpr(), stage=Stage.COMPLAINT, language=language)

    assert ids(write_letter(complaint), "enclosed") == ["enclosed.complaint"]
    assert ids(write_letter(replace(complaint, stands_alone=True)), "enclosed") == []


@pytest.mark.parametrize(
    ("language", "to"),
    [
        ("en", "To the Digital Services Coordinator\n"),
        ("de", "An den Koordinator für digitale Dienste\n"),
        ("fr", "À l’attention de : le coordinateur pour les services numériques\n"),
        ("es", "A la atención de: el Coordinador de Servicios Digitales\n"),
    ],
)
def test_a_regulator_without_a_name_is_called_in_the_language(language: Language, to: str) -> None:
    [coordinator] = [one.name for one in regulators() if one.slug == "eu_dsc"]
    row = row_of("dsa", Right.TAKE_DOWN)

    wanted = everything(row, stage=Stage.COMPLAINT, language=language, regulator=coordinator)
    assert write_letter(wanted).body.startswith(to)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agents_mail_is_answered_where_it_came_from(language: Language) -> None:
    mail = write_letter(everything(gdpr(), role="agent", replies_to_sender=True, language=language))
    paper = write_letter(everything(gdpr(), role="agent", language=language))

    assert ids(mail, "contact") == ["contact.sender"]
    assert AGENT.email not in mail.body
    assert ids(paper, "contact") == ["contact.agent"]


def test_a_reminder_asks_for_no_answer_by_a_day_that_is_over() -> None:
    reminder = write_letter(everything(None, stage=Stage.REMINDER, answer_by=date(2026, 5, 1)))
    request = write_letter(everything(None, answer_by=date(2026, 7, 1)))

    assert ids(reminder, "deadline") == ["deadline.voluntary"]
    assert ids(request, "deadline") == ["deadline.voluntary-dated"]
