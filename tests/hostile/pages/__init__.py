"""All hostile pages, from the modules beside this one; each has its own ``PAGES``."""

from importlib import import_module
from pkgutil import iter_modules

from tests.hostile.page import Hostile


def _found() -> tuple[Hostile, ...]:
    names = sorted(module.name for module in iter_modules(__path__))
    return tuple(page for name in names for page in import_module(f"{__name__}.{name}").PAGES)


PAGES = _found()
