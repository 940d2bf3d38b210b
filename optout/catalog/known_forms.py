"""The recorded forms that lie beside a definition: ``forms/<step>.<verb-id>.txt``."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from optout.catalog.findings import Finding, WrongDefinition
from optout.catalog.known_form import KnownForm, read_known_form

FOLDER = "forms"
_LARGEST = 200_000
_TODO = "Record it anew: optout providers record."


def known_forms_beside(definition: Path) -> dict[str, KnownForm]:
    """By "step.verb-id". Raises ``WrongDefinition`` with every file that cannot be read."""
    forms: dict[str, KnownForm] = {}
    findings: list[Finding] = []
    for path in sorted((definition.parent / FOLDER).glob("*.txt")):
        try:
            forms[path.stem] = read_known_form(_read(path))
        except (OSError, ValueError) as error:
            what = str(error) if type(error) is ValueError else f"unreadable ({type(error).__name__})"
            findings.append(Finding(path, 1, FOLDER, what, _TODO))
    if findings:
        raise WrongDefinition(findings)
    return forms


@dataclass(frozen=True, slots=True)
class Files:
    """The files that were written, and those that were taken away."""

    written: tuple[Path, ...]
    deleted: tuple[Path, ...]


def write_known_forms(folder: Path, forms: Mapping[str, str], unfinished: Collection[str] = ()) -> Files:
    """Write the texts into the provider's ``folder`` and take away those that are no more.

    What is known of ``unfinished`` steps, and was not seen anew, stays.
    """
    place = folder / FOLDER
    others = [path for path in sorted(place.glob("*.txt")) if path.stem not in forms]
    deleted = [path for path in others if path.stem.partition(".")[0] not in unfinished]
    for path in deleted:
        path.unlink()
    if forms:
        place.mkdir(exist_ok=True)
    written = [place / f"{key}.txt" for key in sorted(forms)]
    for path in written:
        path.write_text(forms[path.stem], "utf-8")
    return Files(tuple(written), tuple(deleted))


def _read(path: Path) -> str:
    if path.stat().st_size > _LARGEST:
        raise ValueError("the file is too large for a form")
    return path.read_text("utf-8")
