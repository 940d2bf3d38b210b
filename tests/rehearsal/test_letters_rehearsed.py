"""The whole way by letter: SMTP, IMAP, silence, a reminder, refusals, an appeal, a complaint."""

from dataclasses import asdict
from pathlib import Path

import pytest

from optout.catalog.catalog import load_catalog
from optout.rehearsal.cast import Cast
from optout.rehearsal.comparison import Sends, Truth
from optout.rehearsal.letter_figures import LetterFigures
from optout.rehearsal.rehearsal import Wish, rehearse
from optout.rehearsal.result import Result
from optout.rehearsal.stage import Scene
from tests.postgres import PostgresServer

CAST = (
    "annuaire_discret", "ausweis_archiv", "cartera_mundial", "closed_shop", "ghost_gazette",
    "hooked_profiles", "mute_metrics", "patient_panels", "stern_files",
)  # fmt: skip
"""Named, so that the figures stay when a provider is added."""

TRUE = Truth(0, 0, 0, 0)
LATE_AND_REFUSED = LetterFigures(
    reminded=1,
    appealed=0,
    complained=2,
    refused=1,
    extended=1,
    said_done=4,
    said_not_found=1,
    came_back=1,
)
"""Where the law of the person's home has no appeal."""

APPEALED = LetterFigures(**{**asdict(LATE_AND_REFUSED), "appealed": 1, "refused": 2})
"""Where it has one."""

VOLUNTARY = LetterFigures(**{**asdict(LATE_AND_REFUSED), "reminded": 2, "complained": 0, "extended": 0})
"""Where no law protects the person against a US provider: who is silent or takes long is reminded."""


def rehearsed(database: str | None = None, **scene: object) -> Result:
    """120 days without a browser: nothing here needs one."""
    wish = Wish(scene=Scene(cast=Cast(CAST), **scene), database=database)  # type: ignore[arg-type]
    return rehearse(wish, load_catalog(), lambda: None)


def assert_true(result: Result, people: int = 1) -> None:
    assert result.truth == TRUE
    assert result.sends.duplicates == 0
    assert (result.disclosure.undeclared, result.disclosure.hidden_filled) == (0, 0)
    assert result.evidence.ledger_ok
    assert result.removed_proven == 0
    assert result.paused_providers == ("closed_shop", "ghost_gazette")
    assert result.requests == len(CAST) * people


HOMES = {1: LATE_AND_REFUSED, 2: APPEALED, 3: APPEALED, 4: APPEALED, 5: APPEALED}
"""By seed: California, Texas, Oregon twice, Virginia."""


@pytest.mark.parametrize("seed", HOMES)
def test_every_letter_has_its_answer_and_silence_its_consequence(seed: int) -> None:
    result = rehearsed(seed=seed)
    assert_true(result)
    assert result.letters == HOMES[seed]
    requests, followed_up = len(CAST) - 1, result.letters.reminded + result.letters.appealed
    assert result.sends.total == requests + followed_up


def test_without_a_law_whoever_is_silent_is_reminded_and_nobody_complains() -> None:
    result = rehearsed(seed=16)  # New York
    assert_true(result)
    assert result.letters == VOLUNTARY


def test_it_is_so_for_several_people_who_share_a_mailbox() -> None:
    result = rehearsed(seed=2, subjects=3)
    assert_true(result, people=3)
    assert result.letters.said_done == 4 * 3
    assert result.letters.came_back >= 1


def test_it_is_so_where_each_provider_is_written_to_from_an_address_of_its_own() -> None:
    result = rehearsed(seed=2, plus_addresses=True)
    assert_true(result)
    assert result.letters == APPEALED


def test_letters_that_the_person_sends_from_a_draft_arrive_once(tmp_path: Path) -> None:
    result = rehearsed(seed=2, drafts=tmp_path / "drafts")
    assert result.truth == TRUE
    assert result.letters == APPEALED
    dead = 1  # the person's own mail program says so, and they give up
    assert result.sends == Sends(total=len(CAST) - dead + 2, duplicates=0)
    assert result.paused_providers == ("ghost_gazette",)


def test_it_runs_on_postgresql_as_well(postgres_server: PostgresServer) -> None:
    result = rehearsed(postgres_server.new_database(), seed=3)
    assert_true(result)
    assert result.letters == APPEALED
