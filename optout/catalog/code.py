"""Imports the code in a provider's folder: a flow that a definition cannot say, or its twin.

The core never names a provider: it asks for a class by the provider's folder.
"""

import sys
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from optout.errors import WrongInput

_OUTSIDE = "optout_extra_providers"


def class_in(folder: Path, module: str, name: str) -> type[Any]:
    """The class ``name`` in ``folder``'s ``module`` (a file or a package).

    Raises ``WrongInput`` where the file or the class does not exist; what the code itself raises
    on import goes through.
    """
    file = _file_of(folder, module)
    if file is None:
        raise WrongInput(
            f"The provider {folder.name!r} has no {module}.", todo=f"Add {module} with {name}."
        )
    found = getattr(_module(folder, module, file), name, None)
    if not isinstance(found, type):
        raise WrongInput(f"{file} has no class {name!r}.", todo="Add it.")
    return found


def _file_of(folder: Path, module: str) -> Path | None:
    choices = (folder / f"{module}.py", folder / module / "__init__.py")
    return next((file for file in choices if file.is_file()), None)


def _module(folder: Path, module: str, file: Path) -> ModuleType:
    import optout.providers

    group = folder.parent
    if group.parent.resolve() in {Path(root).resolve() for root in optout.providers.__path__}:
        return import_module(f"optout.providers.{group.name}.{folder.name}.{module}")
    return _by_location(f"{_OUTSIDE}.{group.name}.{folder.name}.{module}", file)


def _by_location(name: str, file: Path) -> ModuleType:
    known = sys.modules.get(name)
    if known is not None and known.__file__ == str(file):
        return known
    inside = [str(file.parent)] if file.name == "__init__.py" else None
    spec = spec_from_file_location(name, file, submodule_search_locations=inside)
    if spec is None or spec.loader is None:
        raise ImportError(f"no way to load {file}")
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except BaseException:
        del sys.modules[name]
        raise
    return module
