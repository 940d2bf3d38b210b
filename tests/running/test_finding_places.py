"""Which places there are, and what each would be told."""

from pathlib import Path

import pytest

from optout.catalog.catalog import load_catalog
from optout.errors import WrongInput
from optout.running.finding_places import lacking, places, recipients, things_for
from optout.running.finding_shards import things_in_shards
from optout.running.finding_verdicts import Thing
from tests.running.finding_world import PERSON, THINGS, write_index
from tests.running.workshop import START

TODAY = START.date()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write_index(tmp_path, "acme_index", "acme")
    write_index(tmp_path, "other_index", "other", key="other_key")
    return write_index(tmp_path, "rough_index", "rough", tier="draft")


def test_places_are_asked_for_by_the_names_that_definitions_give_themselves(root: Path) -> None:
    catalog = load_catalog(root)
    assert [one.slug for one in places(catalog, ["other", "acme", "other"])] == [
        "other_index",
        "acme_index",
    ]


def test_without_names_every_place_is_asked_but_drafts(root: Path) -> None:
    named = {one.find for one in places(load_catalog(root), [])}
    assert {"acme", "other", "common-crawl", "hf", "spawning"} <= named
    assert "rough" not in named


@pytest.mark.parametrize(("name", "todo"), [("rough", "There are: acme"), ("acne", "'acme'")])
def test_a_name_that_nobody_has_is_refused_with_those_there_are(
    root: Path, name: str, todo: str
) -> None:
    with pytest.raises(WrongInput, match=f"no place '{name}'") as refused:
        places(load_catalog(root), [name])
    assert todo in refused.value.todo


def test_a_place_is_told_what_its_search_declares_and_nothing_else(root: Path) -> None:
    (acme,) = places(load_catalog(root), ["acme"])
    assert things_for(PERSON, acme, TODAY) == tuple(Thing(*one) for one in THINGS)
    assert things_for(PERSON.model_copy(update={"sites": (), "images": ()}), acme, TODAY) == ()


def test_a_domain_on_which_the_person_only_has_a_page_is_not_theirs_to_look_for(root: Path) -> None:
    (wayback,) = places(load_catalog(root), ["wayback"])
    page, home = "https://blogs.example/zephyrine", "https://quandolin.example/"
    person = PERSON.model_copy(update={"sites": (page, home)})
    found = [(one.meaning, one.value) for one in things_for(person, wayback, TODAY)]
    own = [("url", page), ("url", home), ("x-domain", "quandolin.example")]
    assert sorted(found) == sorted([*own, *(("x-image-url", each) for each in person.images)])
    local = [one.value for one in things_in_shards(person, TODAY) if one.meaning == "x-domain"]
    assert local == ["quandolin.example"]


def test_settings_that_are_not_there_are_named_with_what_they_are_for(root: Path) -> None:
    (other,) = places(load_catalog(root), ["other"])
    assert lacking(other, {"other_key": ""}) == {"other_key": "A key of your own."}
    assert lacking(other, {"other_key": "k"}) == {}
    assert recipients(other, {}) == ("other-index.example",)


def test_a_server_of_the_persons_choice_learns_it_too(root: Path) -> None:
    (other,) = places(load_catalog(root), ["other"])
    assert other.search is not None
    chosen = other.model_copy(
        update={"search": other.search.model_copy(update={"base_setting": "other_key"})}
    )
    assert recipients(chosen, {"other_key": "https://knn.example:8443/x"}) == (
        "other-index.example",
        "knn.example",
    )
    assert recipients(chosen, {"other_key": "https://[broken"}) == ("other-index.example",)
