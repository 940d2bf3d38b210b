"""What commands share: the settings, and an installation opened with a passphrase where needed."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from optout.settings import Settings, load_settings

if TYPE_CHECKING:
    from optout.running.installation import Installation
    from optout.storage.database import Database


def settings() -> Settings:
    return load_settings(os.environ)


@contextmanager
def database() -> Iterator["Database"]:
    """The database alone; nothing personal can be read with it."""
    from optout.running.light import open_database

    with open_database(settings()) as opened:
        yield opened


@contextmanager
def installation(chosen: Settings | None = None) -> Iterator["Installation"]:
    """Everything, unlocked; asks for the passphrase where one is needed and somebody is there."""
    from optout.clock import SystemClock
    from optout.running.opening import open_installation

    with open_installation(
        chosen or settings(), SystemClock(), passphrase=_passphrase(), environ=os.environ
    ) as opened:
        yield opened


def _passphrase() -> Callable[[], str] | None:
    if not sys.stdin.isatty():
        return None
    from getpass import getpass

    return lambda: getpass("Passphrase: ")
