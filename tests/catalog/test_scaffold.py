import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.checking import check_catalog
from optout.catalog.definition import Kind, Tier
from optout.catalog.scaffold import Draft, scaffold
from optout.errors import WrongInput

TODAY = date(2026, 11, 21)
CHECKOUT = Path(__file__).resolve().parents[2]


def draft(slug: str, kind: Kind) -> Draft:
    return Draft(slug, kind, "Acme & Sons' People", f"{slug.replace('_', '-')}.example")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with one scaffolded provider of each kind."""
    for kind in Kind:
        scaffold(draft(f"new_{kind.value}", kind), tmp_path, TODAY)
    return tmp_path


def test_nothing_is_wrong_with_what_it_writes(project: Path) -> None:
    catalog = load_catalog(project / "providers")
    assert [str(finding) for finding in check_catalog(catalog, TODAY)] == []
    assert {catalog.get(f"new_{kind.value}").tier for kind in Kind} == {Tier.DRAFT}


def test_the_tests_it_writes_pass_as_they_are(project: Path) -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "--import-mode=importlib",
            "-p",
            "no:cacheprovider",
            "tests",
        ],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert run.returncode == 0, run.stdout
    assert "12 passed" in run.stdout


def test_the_linter_takes_what_it_writes_for_the_longest_names(tmp_path: Path) -> None:
    for number, kind in enumerate(Kind):
        slug = "n" * 48 + str(number)
        scaffold(Draft(slug, kind, "N" * 80, f"{'n' * 60}.example"), tmp_path, TODAY)
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    for command in (["check", "--ignore", "I001"], ["format", "--check"]):
        run = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "."],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert run.returncode == 0, run.stdout


def test_every_wrong_part_is_named_at_once() -> None:
    with pytest.raises(WrongInput) as told:
        Draft("acme", Kind.DATA_BROKER, "X", "https://x.example/")
    assert told.value.what == "'X' is not a name. 'https://x.example/' is not a domain."


def test_the_first_line_leads_an_editor_to_the_schema(tmp_path: Path) -> None:
    file, *_ = scaffold(draft("acme", Kind.DATA_BROKER), tmp_path, TODAY)
    comment = file.read_text().splitlines()[0]
    assert comment.startswith("# yaml-language-server: $schema=")
    target = CHECKOUT / "providers" / "data_brokers" / "acme" / comment.partition("=")[2]
    assert target.resolve() == CHECKOUT / "optout" / "catalog" / "provider.schema.json"


def test_it_writes_a_definition_a_twin_and_a_test(tmp_path: Path) -> None:
    written = scaffold(draft("acme", Kind.AI_TRAINING), tmp_path, TODAY)
    assert [str(path.relative_to(tmp_path)) for path in written] == [
        "providers/ai_training/acme/provider.yaml",
        "providers/ai_training/acme/twin/__init__.py",
        "tests/providers/acme/test_acme.py",
    ]


@pytest.mark.parametrize("taken", ["providers/data_brokers/acme", "tests/providers/acme"])
def test_it_refuses_to_overwrite(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(WrongInput, match="exists already"):
        scaffold(draft("acme", Kind.DATA_BROKER), tmp_path, TODAY)
    assert sorted(tmp_path.rglob("*")) == before


def test_it_refuses_a_slug_that_is_shipped(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="The slug 'kin_finder' is taken"):
        scaffold(draft("kin_finder", Kind.DATA_BROKER), tmp_path, TODAY)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("slug", "name", "domain", "country", "wrong"),
    [
        ("Acme", "Acme", "acme.example", "US", "slug"),
        ("../acme", "Acme", "acme.example", "US", "slug"),
        ("acme", 'Acme"""', "acme.example", "US", "name"),
        ("acme", "Acme\nx: 1", "acme.example", "US", "name"),
        ("acme", "Acme", "https://acme.example", "US", "domain"),
        ("acme", "Acme", "acme.example", "usa", "country"),
    ],
)
def test_it_takes_only_what_can_stand_in_the_files(
    slug: str, name: str, domain: str, country: str, wrong: str
) -> None:
    with pytest.raises(WrongInput, match=f"is not a {wrong}"):
        Draft(slug, Kind.DATA_BROKER, name, domain, country)
