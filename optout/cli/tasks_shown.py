"""What the person says besides *done*: the day, and a picture read from a file."""

from datetime import datetime
from pathlib import Path

from optout.errors import WrongInput
from optout.running.own_word import LARGEST, Shown


def shown(on: datetime | None, screenshot: Path | None) -> Shown | None:
    """None where nothing was given. Raises ``WrongInput`` for a file that cannot be read."""
    if on is None and screenshot is None:
        return None
    return Shown(on.date() if on else None, _read(screenshot) if screenshot else None)


def _read(file: Path) -> bytes:
    """At most one byte more than is taken, so that a file without an end is refused as well."""
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST + 1)
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise WrongInput(
            f"The screenshot cannot be read: {reason}.", todo="Name another file."
        ) from None
