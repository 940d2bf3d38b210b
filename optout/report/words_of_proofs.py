"""What a state rests on, in words: the rung, the day, the edition, and what that does not prove."""

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from optout.requests.proof import Proof, Rung

if TYPE_CHECKING:
    from optout.catalog.automation import ProofOffered

SHORT: Mapping[Rung, str] = {
    Rung.REGISTRY: "not that it is obeyed",
    Rung.ARTEFACT: "not of other editions",
    Rung.OWN_LOG: "not under other names",
    Rung.PAGE: "not that it was deleted",
    Rung.MAIL: "not that it was done",
    Rung.SIGNAL: "not that it is obeyed",
    Rung.ATTESTATION: "not that it is still so",
}
"""What each rung leaves open, for one line of a table."""

_WORDS: Mapping[Rung, str] = {
    Rung.REGISTRY: "read back from the registry",
    Rung.ARTEFACT: "looked through",
    Rung.OWN_LOG: "seen by your own server",
    Rung.PAGE: "seen on the provider's page",
    Rung.MAIL: "the provider wrote it",
    Rung.SIGNAL: "published by your own site",
    Rung.ATTESTATION: "your own word",
}
_STRANGE = re.compile(r"[^\w .:/+@-]")
_LONGEST = 60


def proof_line(proof: Proof) -> str:
    """For one line of a table: ``registry 2026-05-04 (not that it is obeyed)``."""
    edition = f" {edition_words(proof.edition)}" if proof.edition else ""
    return f"{proof.rung.value} {proof.at:%Y-%m-%d}{edition} ({SHORT[proof.rung]})"


def proof_words(proof: Proof) -> str:
    """One sentence without its end: ``read back from the registry on 4 May 2026 (registry)``."""
    edition = f", edition {edition_words(proof.edition)}" if proof.edition else ""
    day = f"{proof.at.day} {proof.at:%B %Y}"
    return f"{_WORDS[proof.rung]} on {day}{edition} ({proof.rung.value})"


def open_points(proof: Proof, offered: "ProofOffered | None" = None) -> str:
    """What it does not prove, as the end of "this does not prove ...".

    ``offered``: what the definition adds, where this is the proof that it speaks of.
    """
    adds = offered.does_not_prove if offered and offered.rung == proof.rung else None
    return f"{proof.does_not_prove}; nor {adds.rstrip('.')}" if adds else proof.does_not_prove


def proof_value(proof: Proof | None, offered: "ProofOffered | None" = None) -> dict[str, object] | None:
    """As JSON values; None where the state rests on no proof."""
    if proof is None:
        return None
    return {
        "rung": proof.rung,
        "at": proof.at,
        "edition": proof.edition,
        "does_not_prove": open_points(proof, offered),
    }


def edition_words(edition: str) -> str:
    """The name of an edition as others gave it, in harmless characters."""
    return _STRANGE.sub("?", edition)[:_LONGEST]


def look_first(as_of: date) -> str:
    """What is said of a definition whose facts have expired."""
    return f"look first: its facts are from {as_of:%Y-%m}"
