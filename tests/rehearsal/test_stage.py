"""Who is on stage."""

from pathlib import Path

import pytest

from optout.catalog.catalog import load_catalog
from optout.rehearsal.cast import Cast
from optout.rehearsal.stage import Scene, Stage
from optout.rehearsal.twin import person_key


@pytest.mark.parametrize("seed", range(1, 13))
def test_nobody_on_stage_shares_a_key_with_anybody(seed: int) -> None:
    stage = Stage(load_catalog(), Scene(subjects=3, seed=seed))
    strangers = stage.twins["people_atlas"].world.strangers  # type: ignore[attr-defined]
    keys = [person_key(person) for person in (*stage.people, *strangers)]
    assert len(keys) == len(set(keys))
    assert len(strangers) >= 6


def test_the_cast_of_the_scene_is_on_stage_and_nobody_else() -> None:
    stage = Stage(load_catalog(), Scene(cast=Cast(("kin_finder", "true_who"))))
    assert [provider.slug for provider in stage.providers] == ["kin_finder", "true_who"]
    assert set(stage.twins) == {"kin_finder", "true_who"}


def test_the_twins_on_stage_hear_each_other() -> None:
    stage = Stage(load_catalog(), Scene(cast=Cast(("kin_finder", "true_who"))))
    one, other = (twin.world for twin in stage.twins.values())  # type: ignore[attr-defined]
    assert one.takedowns is other.takedowns


def test_the_twins_on_stage_share_the_closed_addresses_and_the_lures() -> None:
    stage = Stage(load_catalog(), Scene(cast=Cast(("closed_shop", "hooked_profiles"))))
    one, other = (twin.world for twin in stage.twins.values())  # type: ignore[attr-defined]
    assert one.closed is other.closed
    assert one.lures is other.lures
    assert list(one.lures.sites) == ["hooked-profiles-verify.example"]


def test_the_mailbox_of_the_stage_has_the_scenes_settings(tmp_path: Path) -> None:
    stage = Stage(
        load_catalog(), Scene(cast=Cast(("mute_metrics",)), drafts=tmp_path, plus_addresses=True)
    )
    network = stage.start()
    try:
        mailbox = stage.mailbox
    finally:
        stage.stop()
    assert network.mailbox == mailbox
    assert (mailbox.send, mailbox.drafts, mailbox.plus_addresses) == ("drafts", tmp_path, True)
    assert mailbox.alias_key != b""
