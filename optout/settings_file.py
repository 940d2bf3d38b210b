"""Reading ``settings.toml`` and the variables beside it: values that fit, or why they do not."""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from optout.errors import StorageFailure, WrongInput


def read_table(file: Path) -> dict[str, Any]:
    """The file's content; empty where there is none. Raises ``WrongInput`` and ``StorageFailure``."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except tomllib.TOMLDecodeError as error:
        where = re.search(r"line (\d+)", str(error))
        at = f"{file}:{where[1]}" if where else str(file)
        raise WrongInput(f"{at}: this is not TOML.", todo="Mend that line.") from None
    except PermissionError:
        raise StorageFailure(
            "The folder for optout's data, or the settings in it, may not be read.",
            todo="Mend its permissions, or choose another folder with OPTOUT_HOME.",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongInput(f"{file} cannot be read ({type(error).__name__}).") from None


def only_known(table: Mapping[str, object], known: tuple[str, ...], file: Path, section: str) -> None:
    """Raise ``WrongInput`` for a key that is none of the known ones."""
    for key in table:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            todo = f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(known)}."
            raise WrongInput(f"{file}: {section}{key!r} is not a known key.", todo=todo)


def section_of(table: Mapping[str, Any], name: str, file: Path) -> dict[str, Any]:
    section = table.get(name, {})
    if not isinstance(section, dict):
        raise WrongInput(f"{file}: {name!r} is a section.", todo=f"Write it as [{name}].")
    return section


def from_environment(environ: Mapping[str, str], prefix: str, names: tuple[str, ...]) -> dict[str, str]:
    """The variables of these names that are set and not empty, by name."""
    found = {name: environ.get(prefix + name.upper(), "") for name in names}
    return {name: value for name, value in found.items() if value}


def text_of(table: Mapping[str, object], name: str, file: Path) -> str:
    value = table[name]
    if not isinstance(value, str) or not value:
        raise WrongInput(f"{file}: {name!r} must be text.", todo="Put it in quotes.")
    return value


def number_of(value: object, most: int, fault: str) -> int:
    """A whole number from 1 to ``most``, also one in words of a variable; else ``fault`` is raised."""
    if str(value).isdecimal() and 1 <= int(str(value)) <= most:
        return int(str(value))
    raise WrongInput(fault)


def flag_of(value: object, fault: str) -> bool:
    if str(value).lower() in ("true", "false"):
        return str(value).lower() == "true"
    raise WrongInput(fault)
