"""A home for each test, and a way to call ``optout`` with it."""

import os
from pathlib import Path

import pytest

from tests.cli.calling import PROFILE, Caller, awake
from tests.cli.rendering import Letters
from tests.report.installations import lived, opened, settled
from tests.report.stories import needs_you, overdue, removed, stuck


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("OPTOUT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("OPTOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("OPTOUT_SCHEDULE", str(awake(tmp_path / "home")))
    return tmp_path / "home"


@pytest.fixture
def optout(home: Path, capsys: pytest.CaptureFixture[str]) -> Caller:
    return Caller(home, capsys)


@pytest.fixture
def profile(tmp_path: Path) -> Path:
    path = tmp_path / "profile.yaml"
    path.write_text(PROFILE, encoding="utf-8")
    return path


@pytest.fixture
def subject(optout: Caller, profile: Path) -> str:
    """The id of an enrolled subject whose key lies in a file."""
    said = optout("init", "--from", profile, "--key", "file", "--yes", "--json")
    assert said.code == 0
    return str(said.json["subject"])


@pytest.fixture
def requests(home: Path) -> dict[str, str]:
    """An installation with one subject whose requests have lived through a lot; ids by provider."""
    stories = {
        "kin_finder": stuck(),
        "people_atlas": removed(),
        "deep_dossier": overdue(),
        "true_who": needs_you(),
    }
    with opened(settled(home)) as installation:
        return lived(installation, stories)


@pytest.fixture
def render(optout: Caller, profile: Path, tmp_path: Path) -> Letters:
    folder = tmp_path / "letters"
    folder.mkdir()
    return Letters(optout, profile, folder)
