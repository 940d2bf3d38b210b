"""The canaries of a definition: what shows, without asking for anything, that it still works.

The person who *is* listed is never written here: it is somebody of the installation whose record
is known to stand, or one who consents to be looked up for this.
"""

from collections.abc import Mapping
from types import MappingProxyType

from pydantic import BaseModel, ConfigDict, Field

from optout.catalog.verbs import MeaningName
from optout.people.facts import Facts

UNLISTED: Mapping[str, str] = MappingProxyType(
    {
        "name": "Qwixzandra Vzorplequist",
        "given-name": "Qwixzandra",
        "family-name": "Vzorplequist",
        "address-level1": "IL",
        "address-level2": "Springfield",
        "x-state-of-residence": "IL",
        "x-place": "Springfield, IL",
        "x-age": "44",
        "country": "US",
        "country-name": "United States",
    }
)
"""Somebody whom nobody can list: a name that no family has. Only ever searched for."""


class Canaries(BaseModel):
    """``unlisted`` goes before the usual made-up facts, meaning by meaning."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    unlisted: dict[MeaningName, str] = Field(
        default_factory=dict,
        description="Facts of a clearly made-up person who cannot be listed; only ever searched for.",
    )
    form: str | None = Field(
        None, description="Id of the click in submit whose form must still show; default: the first."
    )

    def facts(self) -> Facts:
        """The facts of the person who cannot be listed."""
        return Facts({meaning: (value,) for meaning, value in {**UNLISTED, **self.unlisted}.items()})
