from pathlib import Path

import pytest

from optout.catalog.catalog import Catalog, load_catalog
from optout.catalog.findings import WrongDefinition
from optout.errors import WrongInput
from tests.catalog.definitions import spoilt, written


def renamed(slug: str, *changes: tuple[str, str]) -> str:
    return spoilt(("slug: acme", f"slug: {slug}"), *changes)


def test_it_finds_what_is_shipped_and_what_a_folder_adds(tmp_path: Path) -> None:
    file = written(tmp_path)
    catalog = load_catalog(tmp_path)
    assert set(catalog.slugs) == {*load_catalog().slugs, "acme"}
    assert catalog.get("acme").name == "Acme People"
    assert catalog.folder("acme") == file.parent.resolve()
    assert "acme" in catalog
    assert "acme" not in load_catalog()


def test_it_iterates_by_slug() -> None:
    slugs = [provider.slug for provider in load_catalog()]
    assert slugs == sorted(slugs)
    assert len(slugs) == len(load_catalog()) >= 10


def test_an_unknown_slug_is_answered_with_the_nearest(tmp_path: Path) -> None:
    written(tmp_path)
    with pytest.raises(WrongInput, match=r"^There is no provider 'acne'\. Did you mean 'acme'\?$"):
        load_catalog(tmp_path).get("acne")


def test_a_definition_is_read_only_when_it_is_asked_for(tmp_path: Path) -> None:
    written(tmp_path, "slug: [", "aaa_broken")
    catalog = load_catalog(tmp_path)
    assert catalog.get("kin_finder").slug == "kin_finder"
    with pytest.raises(WrongDefinition):
        list(catalog)


def test_an_imported_one_that_is_damaged_is_as_if_it_were_not_there(tmp_path: Path) -> None:
    folders = {"aaa_broken": written(tmp_path, "slug: [", "aaa_broken").parent}
    folders["acme"] = written(tmp_path).parent
    catalog = Catalog(folders, imported=folders)

    assert [provider.slug for provider in catalog] == ["acme"]
    assert ("acme" in catalog, "aaa_broken" in catalog) == (True, False)
    assert catalog.damaged() == ("aaa_broken",)
    with pytest.raises(WrongDefinition, match="Import it again"):
        catalog.get("aaa_broken")
    ours = Catalog(folders)
    assert ("aaa_broken" in ours, ours.damaged()) == (True, ())
    with pytest.raises(WrongDefinition) as fault:
        ours.get("aaa_broken")
    assert "Import it again" not in str(fault.value)


def test_what_is_retired_is_not_in_use(tmp_path: Path) -> None:
    gone = ("tier: draft", "tier: retired\nretired_because: It closed.")
    written(tmp_path, renamed("old_one", gone), "old_one")
    written(tmp_path)
    catalog = load_catalog(tmp_path)
    in_use = {provider.slug for provider in catalog.in_use()}
    assert "acme" in in_use
    assert "old_one" in catalog
    assert "old_one" not in in_use


def test_a_slug_cannot_be_taken_twice(tmp_path: Path) -> None:
    written(tmp_path, renamed("kin_finder"), "kin_finder")
    with pytest.raises(WrongInput, match="The slug 'kin_finder' is taken twice"):
        load_catalog(tmp_path)


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="does not exist"):
        load_catalog(tmp_path / "nowhere")


def test_code_in_an_added_folder_is_found_by_its_place(tmp_path: Path) -> None:
    folder = written(tmp_path).parent
    (folder / "flow.py").write_text("class Flow:\n    word = 'first'\n")
    (folder / "twin").mkdir()
    (folder / "twin" / "pages.py").write_text("TITLE = 'a title'\n")
    (folder / "twin" / "__init__.py").write_text(
        "from .pages import TITLE\n\nclass Twin:\n    title = TITLE\n"
    )
    catalog = load_catalog(tmp_path)
    assert catalog.flow_of("acme").word == "first"
    assert catalog.flow_of("acme") is catalog.flow_of("acme")
    assert catalog.twin_of("acme").title == "a title"


def test_code_of_the_same_slug_in_another_folder_is_other_code(tmp_path: Path) -> None:
    words = []
    for name in ("one", "two"):
        folder = written(tmp_path / name).parent
        (folder / "flow.py").write_text(f"class Flow:\n    word = {name!r}\n")
        words.append(load_catalog(tmp_path / name).flow_of("acme").word)
    assert words == ["one", "two"]


def test_shipped_code_is_imported_under_its_package_name() -> None:
    catalog = load_catalog()
    assert (
        catalog.flow_of("common_crawl").__module__ == "optout.providers.dataset_search.common_crawl.flow"
    )
    assert catalog.twin_of("kin_finder").__module__ == "optout.providers.data_brokers.kin_finder.twin"


def test_missing_code_and_missing_classes_are_said(tmp_path: Path) -> None:
    folder = written(tmp_path).parent
    catalog = load_catalog(tmp_path)
    with pytest.raises(WrongInput, match=r"The provider 'acme' has no flow\. Add flow with Flow\."):
        catalog.flow_of("acme")
    (folder / "flow.py").write_text("Flow = 7\n")
    with pytest.raises(WrongInput, match="has no class 'Flow'"):
        catalog.flow_of("acme")
