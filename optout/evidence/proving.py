"""Proofs for an export: made from the whole ledger, and checked before they are handed out."""

import hmac
from collections.abc import Iterable, Mapping, Sequence

from optout.errors import UntrueClaim
from optout.evidence.case import Case, Proof
from optout.evidence.ledger import Entry, Head, check_head, entry_bytes
from optout.evidence.merkle import inclusion_proofs, leaf_hash, verify_inclusion


def prove(
    entries: Sequence[Entry], head: Head, indexes: Sequence[int], openings: Mapping[int, bytes]
) -> tuple[Proof, ...]:
    """One proof per index, in the tree of ``head``; ``openings`` are by index, for those to hand out.

    ``entries`` is the ledger from its beginning, at least as long as the head. ``IndexError`` for
    an index that the head does not cover.
    """
    leaves = [leaf_hash(entry_bytes(entry)) for entry in entries[: head.size]]
    paths = inclusion_proofs(leaves, indexes)
    return tuple(
        Proof(entries[index], tuple(node.hex() for node in path), openings.get(index))
        for index, path in zip(indexes, paths, strict=True)
    )


def refuse_untrue(case: Case) -> None:
    """``UntrueClaim`` when the case's head, proofs or openings would not convince a third party."""
    if case.head is None and not case.proofs:
        return
    if case.head is None or not check_head(case.public_key, case.head):
        raise _untrue("the ledger head has no valid signature")
    _refuse_unproven(case.proofs, case.head)
    if case.salt is not None:
        _refuse_other_content(case.proofs, case.salt)


def _refuse_unproven(proofs: Iterable[Proof], head: Head) -> None:
    root = bytes.fromhex(head.root)
    for proof in proofs:
        leaf, path = leaf_hash(entry_bytes(proof.entry)), [bytes.fromhex(node) for node in proof.path]
        if not verify_inclusion(leaf, proof.entry.index, head.size, path, root):
            raise _untrue(f"entry {proof.entry.index} is not in the tree of the ledger head")


def _refuse_other_content(proofs: Iterable[Proof], salt: bytes) -> None:
    for proof in proofs:
        if proof.opening is None:
            continue
        if hmac.digest(salt, proof.opening, "sha256").hex() != proof.entry.commitment:
            raise _untrue(f"entry {proof.entry.index} commits to something else than what is kept")


def _untrue(why: str) -> UntrueClaim:
    return UntrueClaim(
        f"The record would not stand up to a check: {why}.",
        kept="Nothing was exported.",
        todo="Run 'optout evidence verify' to see what does not fit.",
    )
