"""Who is on stage."""

import pytest

from optout.catalog.catalog import load_catalog
from optout.rehearsal.stage import Scene, Stage
from optout.rehearsal.twin import person_key


@pytest.mark.parametrize("seed", range(1, 13))
def test_nobody_on_stage_shares_a_key_with_anybody(seed: int) -> None:
    stage = Stage(load_catalog(), Scene(subjects=3, seed=seed))
    strangers = stage.twins["people_atlas"].world.strangers  # type: ignore[attr-defined]
    keys = [person_key(person) for person in (*stage.people, *strangers)]
    assert len(keys) == len(set(keys))
    assert len(strangers) >= 6


def test_every_usable_provider_of_the_catalog_is_on_stage() -> None:
    stage = Stage(load_catalog(), Scene())
    assert set(stage.twins) == {provider.slug for provider in stage.providers}
    assert len(stage.providers) >= 10
