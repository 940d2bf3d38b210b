"""Who hears a complaint under a law: the regulators, with what must happen before."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from optout.matching.regions import region_of
from optout.people.subject import Subject
from optout.rights.jurisdictions import Residence, residence_now
from optout.rights.law import Law, Mark, Slug

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_OF_THE_COUNTRY = "eu"

FIRST: Mapping[str, str] = {
    "appeal": "Appeal to the provider first, and wait for its answer.",
    "complaint-to-provider": "Complain to the provider itself first, and wait for its answer.",
}
"""What must have happened before a complaint, for the person."""


class Regulator(BaseModel):
    """An authority that hears complaints.

    ``places`` are the countries (``FR``) or parts of one (``DE-BY``) whose people it hears, ``regions``
    the names of such a part. ``site`` is its main address, ``complaint_url`` its page for complaints;
    None where that is not known. ``first`` is what must have happened before, a key of ``FIRST``.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: Slug
    name: str
    places: tuple[str, ...] = Field(min_length=1)
    regions: tuple[str, ...] = ()
    site: str | None = None
    complaint_url: str | None = None
    first: Literal["appeal", "complaint-to-provider"] | None = None
    mark: Mark
    notes: str = ""

    def hears(self, place: Residence) -> bool:
        """Whether it is the authority of exactly this country or, where it names any, this region."""
        if not self.regions:
            return place.country in self.places
        names = {region_of(name).upper() for name in self.regions}
        return f"{place.country}-{place.region}" in self.places or (
            place.region in names and any(code.startswith(f"{place.country}-") for code in self.places)
        )


@cache
def regulators() -> tuple[Regulator, ...]:
    """Every regulator of the table, by slug."""
    text = (files("optout.rights") / "regulators.yaml").read_text("utf-8")
    content = yaml.load(text, Loader=_LOADER)  # noqa: S506  # it is a SafeLoader
    found = TypeAdapter(list[Regulator]).validate_python(content)
    return tuple(sorted(found, key=lambda one: one.slug))


def regulator_for(law: Law, subject: Subject, country: str | None = None) -> Regulator | None:
    """Whom the subject can complain to under ``law``; None where nobody hears single complaints.

    Under the GDPR that is the authority of where the person lives (of their Land in Germany), else
    that of ``country``, where the provider is (Art. 77); None where neither is in the EEA.
    """
    if law.regulator is None:
        return None
    if law.regulator != _OF_THE_COUNTRY:
        return next(one for one in regulators() if one.slug == law.regulator)
    home = residence_now(subject)
    return (_authority(home) if home else None) or (_authority(Residence(country)) if country else None)


def _authority(place: Residence) -> Regulator | None:
    """The authority of a region before that of its country."""
    heard = [one for one in regulators() if one.slug.startswith("eu_") and one.hears(place)]
    return min(heard, key=lambda one: not one.regions, default=None)
