"""Who takes part in a rehearsal."""

from pathlib import Path

import pytest

from optout.catalog.catalog import Catalog, load_catalog
from optout.catalog.definition import Kind
from optout.errors import WrongInput
from optout.rehearsal.cast import Cast
from optout.running.planning import is_invented

DEFINITION = """
slug: {slug}
name: {slug}
kind: data_broker
country: US
domains: [{slug}.{ending}]
tier: {tier}
{more}
right: delete
tracks: standing
submit: {{channel: hand, url: "https://{slug}.{ending}/", instructions: [Ask them.]}}
sources: [{{what: Invented., as_of: 2026-11-01}}]
never_seen_live: All of it.
"""


def catalog(folder: Path) -> Catalog:
    """An invented broker, a real one, a real draft, and a real child; none but ``bare`` lacks a twin."""
    written = {
        "acme": {"ending": "example", "tier": "rehearsed"},
        "bigco": {"ending": "com", "tier": "rehearsed"},
        "draft": {"ending": "com", "tier": "draft"},
        "child": {"ending": "com", "tier": "rehearsed", "more": "parent: bigco"},
        "bare": {"ending": "example", "tier": "draft"},
    }
    group = folder / "data_brokers"
    for slug, values in written.items():
        (group / slug / "twin").mkdir(parents=True)
        if slug != "bare":
            (group / slug / "twin" / "__init__.py").touch()
        text = DEFINITION.format(slug=slug, **{"more": "", **values})
        (group / slug / "provider.yaml").write_text(text, encoding="utf-8")
    return Catalog({slug: group / slug for slug in written})


def slugs(cast: Cast, folder: Path) -> list[str]:
    return [provider.slug for provider in cast.of(catalog(folder))]


def test_the_usual_cast_has_no_real_broker_and_no_draft(tmp_path: Path) -> None:
    assert slugs(Cast(), tmp_path) == ["acme"]


def test_everybody_is_all_that_are_acted_upon(tmp_path: Path) -> None:
    assert slugs(Cast(everybody=True), tmp_path) == ["acme", "bigco", "child"]


def test_a_named_provider_comes_alone_and_may_be_a_draft(tmp_path: Path) -> None:
    assert slugs(Cast(("draft",)), tmp_path) == ["draft"]


def test_a_child_brings_its_parent(tmp_path: Path) -> None:
    assert slugs(Cast(("child", "acme")), tmp_path) == ["acme", "bigco", "child"]


@pytest.mark.parametrize(("slug", "says"), [("nobody", "There is no provider"), ("bare", "has no twin")])
def test_what_cannot_be_rehearsed_is_refused_with_the_reason(
    tmp_path: Path, slug: str, says: str
) -> None:
    with pytest.raises(WrongInput, match=says):
        slugs(Cast((slug,)), tmp_path)


def test_the_usual_cast_of_the_shipped_catalog_is_the_invented_brokers_and_all_services() -> None:
    usual = Cast().of(load_catalog())
    brokers = [provider for provider in usual if provider.kind == Kind.DATA_BROKER]
    assert all(map(is_invented, brokers))
    assert {"deep_dossier", "kin_finder", "people_atlas"} <= {provider.slug for provider in brokers}
    assert len(usual) > len(brokers)
