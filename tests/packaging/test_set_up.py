"""What a fresh clone needs is in the repository, complete and bare of where it was made."""

import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
LOCK = (CHECKOUT / "requirements.lock").read_text()
PROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
LOCKED = dict(re.findall(r"^([a-z0-9][a-z0-9.-]*)(?:\[[a-z,]+\])?==([^ ;]+)", LOCK, re.MULTILINE))


def direct() -> list[str]:
    wanted = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"]]
    return [re.split(r"[\[<>=~ ]", each)[0].lower() for each in wanted]


@pytest.mark.parametrize("name", direct())
def test_every_direct_dependency_is_locked(name: str) -> None:
    assert name in LOCKED


def test_every_locked_package_has_its_hashes() -> None:
    blocks = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)
    assert [
        block.split()[0] for block in blocks if block.strip() and "--hash=sha256:" not in block
    ] == []


def test_the_lock_names_no_index() -> None:
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links", LOCK)


def test_the_makefile_lists_its_targets() -> None:
    command = ["make", "--no-print-directory", "help"]
    said = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout
    targets = [line.split()[0] for line in said.splitlines()]
    assert targets == ["help", "setup", "rehearse", "test", "check", "bench", "lock", "clean"]


def clone(target: Path) -> Path:
    """The parts of a checkout that the set-up touches before it needs a network."""
    (target / ".ci").mkdir(parents=True)
    script = target / ".ci" / "setup"
    script.write_bytes((CHECKOUT / ".ci" / "setup").read_bytes())
    script.chmod(0o755)
    return script


def fake_path(folder: Path, *names: str) -> str:
    """A PATH with only the named programs of this machine."""
    folder.mkdir()
    for name in names:
        found = next(p for d in os.environ["PATH"].split(":") if (p := Path(d) / name).exists())
        (folder / name).symlink_to(found)
    return str(folder)


def test_where_no_environment_can_be_made_one_sentence_says_what_to_install(tmp_path: Path) -> None:
    script = clone(tmp_path / "clone")
    path = fake_path(tmp_path / "bin", "bash", "dirname", "rm", "mktemp", "cat", "id", "mkdir")
    python = tmp_path / "python"
    python.write_text(
        '#!/bin/bash\n[ "$1" = -c ] && exit 0\nmkdir -p .venv\necho no ensurepip >&2\nexit 1\n'
    )
    python.chmod(0o755)
    said = subprocess.run(
        [script], env={"PATH": path, "PYTHON": str(python)}, capture_output=True, text=True, check=False
    )
    assert said.returncode == 1
    assert said.stderr.splitlines()[-1] == (
        "Python cannot make an environment: install the package python3-venv (or uv)."
    )
    assert not (script.parents[1] / ".venv").exists()
