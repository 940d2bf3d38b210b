"""DuckDuckGo's format of broker definitions: its strict model, and what it says in our words."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from optout.catalog.definition import Provider


def read_broker(path: Path, today: date = date.min) -> "Provider":
    """The provider that one file describes, as if its parent were known. Raises ``WrongInput``."""
    from optout.catalog.importing.ddg.broker import broker_of
    from optout.catalog.importing.ddg.provider import provider_of
    from optout.catalog.importing.faults import Unusable
    from optout.catalog.importing.finding import name_of
    from optout.catalog.importing.slugs import slug_of
    from optout.catalog.importing.strict_json import read_json
    from optout.errors import WrongInput

    try:
        return provider_of(broker_of(read_json(path)), name_of(path), slug_of, today)
    except Unusable as fault:
        raise WrongInput(f"{path}: {fault}.", todo="Mend the file.") from None
