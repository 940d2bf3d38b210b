from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from optout.requests.rights import Right
from optout.rights.elements import Element
from optout.rights.law import Law
from optout.rights.letters import (
    LANGUAGES,
    Language,
    LetterIncomplete,
    Stage,
    Wanted,
    missing,
    require_complete,
    write_letter,
)
from optout.rights.table import law
from tests.rights.letters.given import AGENT, DAY, by_letter, every_occasion, everything, facts_for

ASKED = [one for one in Stage if one != Stage.COMPLAINT]
SIGNED = {Element.SIGNATURE, Element.GOOD_FAITH, Element.ACCURACY}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_with_everything_lacks_nothing_whatever_the_law_stage_and_role(
    language: Language,
) -> None:
    for row, stage, role in every_occasion():
        letter = write_letter(everything(row, stage=stage, role=role, language=language))

        assert missing(letter) == (), (row.slug, row.right, stage, role)
        assert all(letter.elements.values())


@pytest.mark.parametrize("right", Right)
@pytest.mark.parametrize("stage", ASKED)
def test_a_voluntary_letter_needs_who_what_and_where_to_answer(right: Right, stage: Stage) -> None:
    letter = write_letter(everything(None, right=right, stage=stage))

    assert missing(letter) == ()
    assert Element.LAW not in letter.elements
    assert {Element.IDENTITY, Element.REQUEST, Element.CONTACT} <= letter.elements.keys()


def lacking(wanted: Wanted) -> set[Element]:
    return set(missing(write_letter(wanted)))


def without(row: Law, *meanings: str) -> dict[str, str]:
    facts = facts_for(row.jurisdiction)
    return {meaning: value for meaning, value in facts.items() if meaning not in meanings}


def taken_away(row: Law) -> Iterator[tuple[dict[str, Any], set[Element]]]:
    """What is taken away, and the elements that only it brought."""
    needed = set(row.elements)
    own_words = {Element.REASONS, Element.STATUS} & needed
    if row.right == Right.CORRECT or row.slug == "dmca":
        own_words = {Element.REQUEST}
    yield {"reasons": None}, own_words
    yield {"facts": without(row, "email")}, {Element.CONTACT} & needed
    yield {"facts": without(row, "x-listing-url")}, {Element.LOCATION} & needed
    yield {"facts": without(row, "address-level1", "country")}, {Element.RESIDENCE} & needed
    yield {"facts": without(row, "name")}, {Element.SIGNATURE} & needed
    yield {"signed": None}, SIGNED & needed
    yield {"role": "agent", "agent": None}, {Element.AUTHORITY}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_lacks_exactly_what_was_taken_away(language: Language) -> None:
    for row in by_letter():
        for stage in ASKED:
            for changes, expected in taken_away(row):
                wanted = everything(row, stage=stage, language=language, **changes)

                assert lacking(wanted) == expected, (row.slug, row.right, stage, changes)


def test_the_table_exercises_every_element_that_can_be_taken_away() -> None:
    found = {element for row in by_letter() for _, elements in taken_away(row) for element in elements}

    assert found == set(Element) - {Element.IDENTITY, Element.LAW, Element.RESIDENCE}


@pytest.mark.parametrize("row", by_letter(), ids=lambda row: f"{row.slug}-{row.right}")
def test_without_a_fact_that_identifies_nobody_is_identified(row: Law) -> None:
    identifying = {"name", "email", "x-listing-url"}
    wanted = everything(row, role="agent", facts=without(row, *identifying))

    expected = {Element.IDENTITY, Element.SIGNATURE, Element.LOCATION, Element.RESIDENCE} & set(
        row.elements
    )
    assert lacking(wanted) - {Element.CONTACT} == expected - {Element.RESIDENCE}


def test_a_state_alone_identifies_nobody() -> None:
    row = law("ccpa", Right.DELETE, DAY)

    assert Element.IDENTITY in lacking(everything(row, facts={"address-level1": "CA"}))
    assert lacking(everything(row, facts={"tel": "+1 505 555 0142"})) == {Element.CONTACT}


def replace_elements(row: Law, *elements: Element) -> Law:
    return row.model_copy(update={"elements": elements})


def test_whoever_lives_elsewhere_lacks_the_residence() -> None:
    row = replace_elements(law("ccpa", Right.DELETE, DAY), Element.IDENTITY, Element.RESIDENCE)
    facts = facts_for("US-CA")

    assert lacking(everything(row, facts=facts | {"address-level1": "California"})) == set()
    assert lacking(everything(row, facts=facts | {"address-level1": "NV"})) == {Element.RESIDENCE}


@pytest.mark.parametrize("slug", ["take_it_down", "dmca", "dsa", "uk_crime_policing"])
@pytest.mark.parametrize("role", ["person", "agent"])
def test_statements_that_only_the_person_can_make_are_absent_until_the_person_signs(
    slug: str, role: str
) -> None:
    signed = everything(law(slug, Right.TAKE_DOWN, DAY), role=role)
    unsigned = write_letter(replace(signed, signed=None))

    assert lacking(signed) == set()
    assert [one.id for one in unsigned.paragraphs if SIGNED & set(one.satisfies)] == []
    assert "signed in person on 30 May 2026" in write_letter(signed).body
    assert "signing below" not in unsigned.body


def test_an_objection_to_marketing_needs_no_reasons_and_gives_none() -> None:
    row = law("gdpr", Right.OBJECT, DAY)
    letter = write_letter(everything(row, reasons=None, is_marketing=True))

    assert missing(letter) == ()
    assert "Article 21(2)" in letter.body
    assert missing(write_letter(everything(row, reasons=None))) == (Element.REASONS,)


def test_a_complaint_needs_no_signature_but_the_law() -> None:
    row = law("dsa", Right.TAKE_DOWN, DAY)
    letter = write_letter(everything(row, stage=Stage.COMPLAINT, signed=None))

    assert missing(letter) == ()
    assert letter.elements[Element.LAW]


def test_what_is_lacking_is_named_in_the_refusal() -> None:
    letter = write_letter(everything(law("dmca", Right.TAKE_DOWN, DAY), signed=None))

    with pytest.raises(LetterIncomplete) as refusal:
        require_complete(letter)

    assert refusal.value.what == "The letter lacks: signature, good-faith, accuracy."
    assert refusal.value.todo == "Give: your own signature; your own signature under the statement."
    assert refusal.value.elements == (Element.SIGNATURE, Element.GOOD_FAITH, Element.ACCURACY)
    assert refusal.value.exit_code == 2


def test_a_complete_letter_is_not_refused() -> None:
    require_complete(write_letter(everything(law("gdpr", Right.DELETE, date(2026, 1, 1)))))


def test_an_agent_brings_the_authority_and_where_to_answer() -> None:
    row = law("ccpa", Right.DELETE, DAY)
    letter = write_letter(everything(row, role="agent", facts={"name": "Ada Quill"}))

    assert missing(letter) == ()
    assert letter.elements[Element.AUTHORITY]
    assert AGENT.email in letter.body
