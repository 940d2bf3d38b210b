"""What a state rests on, in words: always with what that does not prove."""

from datetime import UTC, date, datetime

import pytest

from optout.catalog.automation import ProofOffered
from optout.report.words_of_proofs import (
    SHORT,
    edition_words,
    look_first,
    open_points,
    proof_line,
    proof_value,
    proof_words,
)
from optout.requests.proof import DOES_NOT_PROVE, Proof, Rung

AT = datetime(2026, 5, 4, 23, 30, tzinfo=UTC)
CRAWL = Proof(Rung.ARTEFACT, AT, "CC-MAIN-2026-18")


@pytest.mark.parametrize("rung", Rung)
def test_every_rung_has_words_that_say_its_day_and_what_it_leaves_open(rung: Rung) -> None:
    proof = Proof(rung, AT)
    assert proof_line(proof) == f"{rung.value} 2026-05-04 ({SHORT[rung]})"
    assert proof_words(proof).endswith(f" on 4 May 2026 ({rung.value})")
    assert SHORT[rung].startswith("not ")
    assert open_points(proof) == DOES_NOT_PROVE[rung]


def test_the_edition_is_named() -> None:
    line = "public-artefact 2026-05-04 CC-MAIN-2026-18 (not of other editions)"
    assert proof_line(CRAWL) == line
    said = "looked through on 4 May 2026, edition CC-MAIN-2026-18 (public-artefact)"
    assert proof_words(CRAWL) == said


def test_an_edition_that_others_named_cannot_do_harm() -> None:
    assert edition_words("<b>\x1b[2J" + "e" * 99) == "?b???2J" + "e" * 53


def test_what_the_definition_adds_is_said_of_the_proof_that_it_speaks_of() -> None:
    offered = ProofOffered(rung=Rung.ARTEFACT, does_not_prove="that images are gone.")
    assert open_points(CRAWL, offered) == f"{CRAWL.does_not_prove}; nor that images are gone"
    assert open_points(Proof(Rung.MAIL, AT), offered) == DOES_NOT_PROVE[Rung.MAIL]


def test_its_values_are_those_of_the_contract() -> None:
    assert proof_value(None) is None
    assert proof_value(CRAWL) == {
        "rung": "public-artefact",
        "at": AT,
        "edition": "CC-MAIN-2026-18",
        "does_not_prove": DOES_NOT_PROVE[Rung.ARTEFACT],
    }


def test_old_facts_are_to_be_looked_at_first() -> None:
    assert look_first(date(2024, 10, 9)) == "look first: its facts are from 2024-10"
