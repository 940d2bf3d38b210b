"""Cadences from the files in ``schedules/``."""

from importlib.resources import files
from pathlib import Path

import yaml
from pydantic import ValidationError

from optout.errors import WrongInput
from optout.requests.cadence import Cadence

_CHECKOUT = Path(__file__).resolve().parents[2] / "schedules"


def schedule_names() -> list[str]:
    """The names that ``load_schedule`` knows."""
    return sorted(path.stem for path in _folder().glob("*.yaml"))


def load_schedule(name: str) -> Cadence:
    """A schedule by its name, or from a file where ``name`` ends in ``.yaml``.

    Raises ``WrongInput`` naming the file and what is wrong in it.
    """
    path = Path(name) if name.endswith(".yaml") else _folder() / f"{name}.yaml"
    if not path.is_file():
        known = ", ".join(schedule_names())
        raise WrongInput(f"There is no schedule {path.stem!r}.", todo=f"Known: {known}.")
    try:
        return Cadence.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        raise WrongInput(f"{path.name}:{line}: this is not YAML.") from None
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg']}" for fault in error.errors()
        )
        raise WrongInput(f"{path.name}: {faults}.") from None


def _folder() -> Path:
    if _CHECKOUT.is_dir() and (_CHECKOUT.parent / "pyproject.toml").is_file():
        return _CHECKOUT
    return Path(str(files("optout") / "schedules"))
