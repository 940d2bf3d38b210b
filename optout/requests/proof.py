"""How strongly something is proven: the ladder, and one proof on it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

BETWEEN_PROOFS = timedelta(hours=20)
"""Looking twice within a day, by hand say, proves no more than looking once."""


class Rung(StrEnum):
    """What a claim rests on, the strongest first."""

    REGISTRY = "registry"  # a registry or an interface reads the opt-out back
    ARTEFACT = "public-artefact"  # an edition of a crawl or data set was looked through
    OWN_LOG = "own-server-log"  # the person's own server saw who came
    PAGE = "provider-page"  # the provider's own search or page
    MAIL = "provider-mail"  # the provider wrote it
    SIGNAL = "own-signal"  # the person's own site publishes the wish
    ATTESTATION = "attestation"  # the person said so on that day


DOES_NOT_PROVE: Mapping[Rung, str] = {
    Rung.REGISTRY: "that anybody who trains asks this registry or obeys it",
    Rung.ARTEFACT: "anything about other editions, about copies, or about models trained before",
    Rung.OWN_LOG: "that no robot came under another name",
    Rung.PAGE: "that the provider deleted what it no longer shows",
    Rung.MAIL: "that the provider did what it wrote",
    Rung.SIGNAL: "that any robot obeys it, or that what was taken before is gone",
    Rung.ATTESTATION: "that the setting is still as it was on that day",
}
"""What each rung leaves open, as the end of "this does not prove ..."."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What a request's present state rests on. ``edition`` names the crawl or revision that was read."""

    rung: Rung
    at: datetime
    edition: str | None = None

    @property
    def does_not_prove(self) -> str:
        return DOES_NOT_PROVE[self.rung]
