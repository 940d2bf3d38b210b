"""Cadences from the files in ``schedules/``."""

from importlib.resources import files
from pathlib import Path

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from optout.catalog.yaml_tree import Tree, Unreadable, read_tree
from optout.errors import WrongInput
from optout.requests.cadence import Cadence

_CHECKOUT = Path(__file__).resolve().parents[2] / "schedules"


def schedule_names() -> list[str]:
    """The names that ``load_schedule`` knows."""
    return sorted(path.stem for path in _folder().glob("*.yaml"))


def load_schedule(name: str) -> Cadence:
    """A schedule by its name, or from a file where ``name`` ends in ``.yaml``.

    Raises ``WrongInput`` naming the file, the line and what is wrong there.
    """
    path = Path(name) if name.endswith(".yaml") else _folder() / f"{name}.yaml"
    if not path.is_file():
        known = ", ".join(schedule_names())
        raise WrongInput(f"There is no schedule {path.stem!r}.", todo=f"Known: {known}.")
    try:
        tree = read_tree(path.read_bytes())
        return Cadence.model_validate(tree.value)
    except OSError:
        raise WrongInput(f"{path.name} cannot be read.", todo="Check its permissions.") from None
    except Unreadable as error:
        raise WrongInput(f"{path.name}:{error.line}: {error.what}.", todo=error.todo) from None
    except ValidationError as error:
        faults = "; ".join(_fault(path.name, tree, fault) for fault in error.errors())
        raise WrongInput(f"{faults}.", todo="See the files in schedules/.") from None


def _fault(file: str, tree: Tree, fault: ErrorDetails) -> str:
    place = ".".join(map(str, fault["loc"]))
    what = f"{place}: {fault['msg']}" if place else fault["msg"]
    return f"{file}:{tree.line_of(*fault['loc'])}: {what}"


def _folder() -> Path:
    if _CHECKOUT.is_dir() and (_CHECKOUT.parent / "pyproject.toml").is_file():
        return _CHECKOUT
    return Path(str(files("optout") / "schedules"))
