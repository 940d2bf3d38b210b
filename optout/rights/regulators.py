"""Who hears a complaint under a law: the regulators, with what must happen before."""

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from optout.people.subject import Subject
from optout.rights.jurisdictions import Residence, residence_now
from optout.rights.law import Law, Mark, Slug

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FOR_THE_EU = "eu"


class Regulator(BaseModel):
    """An authority that hears complaints.

    ``places`` are the countries (``FR``) or parts of one (``DE-BY``) whose people it hears. ``site`` is
    its main address, ``complaint_url`` the page for complaints; None where that is not known.
    ``first`` is what must have happened before, in words for the person.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: Slug
    name: str
    places: tuple[str, ...] = Field(min_length=1)
    site: str | None = None
    complaint_url: str | None = None
    first: str | None = None
    mark: Mark
    notes: str = ""


@lru_cache(maxsize=1)
def regulators() -> tuple[Regulator, ...]:
    """Every regulator of the table, by slug."""
    text = (files("optout.rights") / "regulators.yaml").read_text("utf-8")
    found = TypeAdapter(list[Regulator]).validate_python(yaml.load(text, Loader=_LOADER))  # noqa: S506
    return tuple(sorted(found, key=lambda one: one.slug))


def regulator_for(law: Law, subject: Subject, country: str | None = None) -> Regulator | None:
    """Whom the subject can complain to under ``law``; None where nobody hears single complaints.

    In the EEA the authority of where the person lives, else of ``country``, where the provider is
    (GDPR Art. 77).
    """
    if law.regulator is None:
        return None
    if law.regulator != _FOR_THE_EU:
        return next((one for one in regulators() if one.slug == law.regulator), None)
    home = residence_now(subject)
    return (_eu(home) if home else None) or (_eu(Residence(country)) if country else None)


def _eu(place: Residence) -> Regulator | None:
    """The authority of a region before that of its country."""
    heard = [one for one in regulators() if one.slug.startswith("eu_")]
    for code in (f"{place.country}-{place.region}", place.country):
        found = next((one for one in heard if code in one.places), None)
        if found is not None:
            return found
    return None
