"""Proofs hold for the head they were made for, and what does not hold is not handed out."""

import hmac
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from optout.errors import UntrueClaim
from optout.evidence.case import Case
from optout.evidence.ledger import Entry, SigningKey, entry_bytes, sign_head
from optout.evidence.merkle import leaf_hash, root, verify_inclusion
from optout.evidence.proving import prove, refuse_untrue

AT = datetime(2026, 3, 1, tzinfo=UTC)
KEY = SigningKey(b"\x07" * 32)
SALT = b"\x09" * 32
CONTENTS = [b"content %d" % index for index in range(9)]
ENTRIES = [
    Entry(index, AT, "event", hmac.digest(SALT, content, "sha256").hex())
    for index, content in enumerate(CONTENTS)
]
LEAVES = [leaf_hash(entry_bytes(entry)) for entry in ENTRIES]
HEAD = sign_head(KEY, 7, root(LEAVES[:7]), AT)
CASE = Case(
    reference="R-1",
    subject="Ada Marlowe",
    provider="Acme People",
    domains=("acme-people.example",),
    right="Deletion",
    law="A law",
    prepared_at=AT,
    proofs=prove(ENTRIES, HEAD, [6, 2], {2: CONTENTS[2]}),
    head=HEAD,
    public_key=KEY.public_hex,
    salt=SALT,
)


def test_its_proofs_are_in_the_tree_of_an_older_head() -> None:
    assert [proof.entry.index for proof in CASE.proofs] == [6, 2]
    assert [proof.opening for proof in CASE.proofs] == [None, CONTENTS[2]]
    for proof in CASE.proofs:
        path = [bytes.fromhex(node) for node in proof.path]
        assert verify_inclusion(LEAVES[proof.entry.index], proof.entry.index, 7, path, root(LEAVES[:7]))


def test_there_is_no_proof_for_what_the_head_does_not_cover() -> None:
    with pytest.raises(IndexError):
        prove(ENTRIES, HEAD, [7], {})


def test_a_true_case_passes() -> None:
    refuse_untrue(CASE)
    refuse_untrue(replace(CASE, head=None, proofs=()))


def _with_first_proof(**changes: object) -> Case:
    changed = replace(CASE.proofs[1], **changes)  # type: ignore[arg-type] # wrong on purpose
    return replace(CASE, proofs=(changed,))


@pytest.mark.parametrize(
    ("case", "why"),
    [
        (replace(CASE, head=None), "no valid signature"),
        (replace(CASE, public_key=SigningKey(b"\x08" * 32).public_hex), "no valid signature"),
        (replace(CASE, head=replace(HEAD, size=8)), "no valid signature"),
        (_with_first_proof(entry=ENTRIES[3]), "entry 3 is not in the tree"),
        (_with_first_proof(entry=replace(ENTRIES[2], what="evidence")), "entry 2 is not in the tree"),
        (_with_first_proof(path=()), "entry 2 is not in the tree"),
        (_with_first_proof(opening=b"other content"), "entry 2 commits to something else"),
        (replace(CASE, salt=b"\x0a" * 32), "entry 2 commits to something else"),
    ],
)
def test_what_would_not_convince_a_third_party_is_refused(case: Case, why: str) -> None:
    with pytest.raises(UntrueClaim, match=why):
        refuse_untrue(case)


def test_without_a_salt_openings_are_not_looked_at() -> None:
    refuse_untrue(replace(_with_first_proof(opening=b"other content"), salt=None))
