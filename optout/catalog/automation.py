"""How much of an opt-out a program does, how it is looked at again, and when its facts grow old."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field

from optout.requests.proof import Rung


class Automation(StrEnum):
    """Who does the work of a submission."""

    AUTOMATIC = "automatic"  # optout does it
    ASSISTED = "assisted"  # optout prepares it, the person signs in, uploads, signs or presses
    ATTESTED = "attested"  # a switch that only the person sees; their dated word is what there is


class Recheck(StrEnum):
    """How it is looked at again."""

    MACHINE = "machine"
    PARTIAL = "partial"  # by machine, but what it sees is only a part
    ATTEST = "attest"  # the person is asked again
    MAIL = "mail"  # the provider's answer is all there is
    NONE = "none"


class Confidence(StrEnum):
    """How the facts of a definition were found, before anybody tried them."""

    A = "A"  # a machine interface read in published code, or the provider's own text
    B = "B"  # a guide, news, a directory: look before relying on it
    C = "C"  # from memory or unverified: shipped as a draft, and never acted upon


class ProofOffered(BaseModel):
    """The best proof that the provider's way offers, and what it leaves open there."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rung: Rung
    partial: bool = Field(False, description="A look that finds nothing never proves absence.")
    does_not_prove: str | None = Field(None, description="Besides what its rung leaves open.")


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last day."""
    year, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + year, month + 1, 1)
    following = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    return first.replace(day=min(day.day, (following - first).days))
