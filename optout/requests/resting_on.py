"""What a request's present state rests on: the strongest proof that it has now. Pure."""

from optout.requests.confirming import SAID_DONE
from optout.requests.proof import Proof, Rung
from optout.requests.state import KEPT, Standing, State

_READ = KEPT | {State.CLEAR, State.VERIFYING}
_SAID = KEPT | {State.SUBMITTED, State.ACKNOWLEDGED}


def proof_of(standing: Standing) -> Proof | None:
    """The last read that proved it, else the provider's mail, else the person's own word; else None.

    States that claim nothing about what the provider did rest on nothing. A task or a pause is looked
    through: what was proven before it stays proven, as of its date.
    """
    resting = standing.resting
    if resting in _READ and standing.proven_at is not None:
        return Proof(_rung_of_reads(standing), standing.proven_at, standing.proven_edition)
    if _is_written(standing) and standing.confirmed_at is not None:
        return Proof(Rung.MAIL, standing.confirmed_at)
    if resting in _SAID and standing.attested_at is not None and not _contradicted(standing):
        return Proof(Rung.ATTESTATION, standing.attested_at)
    return None


def _is_written(standing: Standing) -> bool:
    """Whether the provider wrote what the state claims: that it arrived, or that it was done."""
    if standing.resting in KEPT:
        return standing.confirmed and standing.word in SAID_DONE
    return standing.confirmed and standing.resting == State.ACKNOWLEDGED


def _rung_of_reads(standing: Standing) -> Rung:
    """What was planned before rungs were known is called by the weakest that fits it."""
    if standing.rung is not None:
        return standing.rung
    if standing.proven_edition is not None:
        return Rung.ARTEFACT
    return Rung.REGISTRY if standing.tracks == "standing" else Rung.PAGE


def _contradicted(standing: Standing) -> bool:
    """Whether a read since saw that it is not so."""
    seen = standing.read_at if standing.listings else None
    return seen is not None and standing.attested_at is not None and seen > standing.attested_at
