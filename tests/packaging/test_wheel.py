"""The wheel that the repository builds, installed where no checkout is."""

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from optout.catalog.catalog import load_catalog

CHECKOUT = Path(__file__).resolve().parents[2]
DEPENDENCIES = Path(sysconfig.get_path("purelib"))
EDITABLE = ("optout*", "_editable_impl_optout*", "__editable__*")


def run(*command: str | Path, cwd: Path, **environ: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**clean, **environ},
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def copied(target: Path) -> Path:
    """What the repository holds, as it lies in the folder: tracked files and new ones."""
    listed = run("git", "ls-files", "--cached", "--others", "--exclude-standard", cwd=CHECKOUT)
    for name in listed.splitlines():
        if (CHECKOUT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(CHECKOUT / name, target / name)
    return target


def dependencies(target: Path) -> Path:
    """The running environment's packages without the project itself."""
    target.mkdir()
    own = {path for pattern in EDITABLE for path in DEPENDENCIES.glob(pattern)}
    for path in DEPENDENCIES.iterdir():
        if path not in own and path.suffix != ".pth":
            (target / path.name).symlink_to(path)
    return target


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of a clean environment into which the wheel was installed."""
    work = tmp_path_factory.mktemp("wheel")
    source = copied(work / "source")
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", cwd=source)
    (wheel,) = (source / "dist").glob("optout-*.whl")
    venv.create(work / "clean", with_pip=False)
    python = work / "clean" / "bin" / "python"
    install = ("--no-index", "--no-deps", "--quiet", "--disable-pip-version-check")
    run(sys.executable, "-m", "pip", "--python", python, "install", *install, wheel, cwd=work)
    site = Path(
        run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=work).strip()
    )
    (site / "dependencies.pth").write_text(f"{dependencies(work / 'dependencies')}\n")
    shutil.rmtree(source)
    return python


def test_the_catalog_is_listed_from_the_installed_wheel(python: Path, tmp_path: Path) -> None:
    optout = python.with_name("optout")
    listed = json.loads(
        run(optout, "providers", "list", "--json", cwd=tmp_path, OPTOUT_HOME=str(tmp_path))
    )
    assert [row["slug"] for row in listed] == list(load_catalog().slugs)
    assert len(listed) >= 10


def test_the_modules_are_the_wheel_s_and_not_the_checkout_s(python: Path, tmp_path: Path) -> None:
    code = (
        "import json, optout, optout.providers as p; print(json.dumps([optout.__file__, *p.__path__]))"
    )
    places = json.loads(run(python, "-c", code, cwd=tmp_path))
    assert len(places) == 2
    assert all(Path(place).is_relative_to(python.parents[1]) for place in places)


def test_a_provider_s_code_is_imported_from_the_wheel(python: Path, tmp_path: Path) -> None:
    code = (
        "from optout.catalog.catalog import load_catalog; c = load_catalog();"
        "print(c.flow_of('common_crawl').__module__, c.twin_of('kin_finder').__module__)"
    )
    assert run(python, "-c", code, cwd=tmp_path).split() == [
        "optout.providers.dataset_search.common_crawl.flow",
        "optout.providers.data_brokers.kin_finder.twin",
    ]


def test_schedules_and_other_data_are_inside(python: Path, tmp_path: Path) -> None:
    code = (
        "from importlib.resources import files; root = files('optout');"
        "print(*sorted(f.name for f in (root / 'schedules').iterdir() if f.read_text()));"
        "print(len((root / 'catalog/provider.schema.json').read_text()) > 1000,"
        " (root / 'catalog/templates/test.txt').is_file())"
    )
    assert run(python, "-c", code, cwd=tmp_path).splitlines() == [
        "careful.yaml everyday.yaml fleet.yaml",
        "True True",
    ]


def test_new_works_from_the_wheel(python: Path, tmp_path: Path) -> None:
    options = ("--kind", "ai_training", "--name", "Acme", "--domain", "acme.example", "--json")
    said = run(python, "-m", "optout", "providers", "new", "acme", *options, cwd=tmp_path)
    assert len(json.loads(said)["written"]) == 3
    assert (
        run(python, "-m", "optout", "providers", "check", "providers", "--json", cwd=tmp_path) == "[]\n"
    )


def test_the_learned_weights_are_inside(python: Path, tmp_path: Path) -> None:
    code = (
        "from optout.channels.mail.understanding.learned.weights import weights; found = weights();"
        "print(len(found.sentence.rows) > 1000, len(found.inputs))"
    )
    assert run(python, "-c", code, cwd=tmp_path) == "True 64\n"
