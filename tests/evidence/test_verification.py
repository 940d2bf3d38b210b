"""Every single tampering with the ledger, its heads or what it covers is found and named."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.evidence.ledger import Entry, Head, SigningKey, What, entry_bytes, sign_head
from optout.evidence.merkle import leaf_hash, root
from optout.evidence.verification import Claimed, Verification, verify

KEY = SigningKey(b"\x07" * 32)
FORGED = SigningKey(b"\x08" * 32)
START = datetime(2026, 3, 1, tzinfo=UTC)
SIZES = (3, 7, 8, 12)
WHATS: tuple[What, ...] = ("event", "evidence", "disclosure")


@dataclass
class Kept:
    """A ledger of twelve entries in four batches, and the twelve things it commits to."""

    entries: list[Entry]
    heads: list[Head]
    facts: list[Claimed]

    def verify(self, all_claimed: bool = True) -> Verification:
        return verify(self.entries, self.heads, KEY.public_hex, self.facts, all_claimed=all_claimed)


def _entry(index: int, what: What | None = None) -> Entry:
    commitment = sha256(b"content %d" % index).hexdigest()
    return Entry(index, START + timedelta(hours=index), what or WHATS[index % 3], commitment)


def _head(entries: list[Entry], size: int, key: SigningKey = KEY) -> Head:
    top = root(leaf_hash(entry_bytes(entry)) for entry in entries[:size])
    return sign_head(key, size, top, START + timedelta(hours=size))


def _kept() -> Kept:
    entries = [_entry(index) for index in range(12)]
    facts = [Claimed(entry.commitment, entry.what, f"row {entry.index}") for entry in entries]
    return Kept(entries, [_head(entries, size) for size in SIZES], facts)


def test_an_untouched_ledger_verifies() -> None:
    found = _kept().verify()
    assert found == Verification(problems=(), entries=12, heads=4, forgotten=0, unclaimed=0)
    assert found.ok


def test_a_ledger_that_has_not_begun_verifies() -> None:
    assert verify([], [], KEY.public_hex, []).ok
    assert verify([], [_head([], 0)], KEY.public_hex, []).ok


def test_the_order_of_the_heads_does_not_matter() -> None:
    kept = _kept()
    kept.heads.reverse()
    assert kept.verify().ok


def _cut_the_end(kept: Kept) -> None:
    del kept.entries[11]


def _cut_the_beginning(kept: Kept) -> None:
    del kept.entries[0]


def _cut_the_middle(kept: Kept) -> None:
    del kept.entries[5]


def _swap(kept: Kept) -> None:
    kept.entries[4], kept.entries[5] = kept.entries[5], kept.entries[4]


def _swap_and_renumber(kept: Kept) -> None:
    kept.entries[4:6] = [replace(kept.entries[5], index=4), replace(kept.entries[4], index=5)]


def _edit_the_time(kept: Kept) -> None:
    kept.entries[6] = replace(kept.entries[6], at=START)


def _edit_the_kind(kept: Kept) -> None:
    kept.entries[6] = replace(kept.entries[6], what="disclosure")


def _edit_the_commitment(kept: Kept) -> None:
    kept.entries[7] = replace(kept.entries[7], commitment="00" * 32)


def _break_an_entry(kept: Kept) -> None:
    kept.entries[7] = replace(kept.entries[7], commitment="gone")


def _repeat_a_commitment(kept: Kept) -> None:
    kept.entries.append(replace(kept.entries[2], index=12))
    kept.heads.append(_head(kept.entries, 13))


def _append_unsigned(kept: Kept) -> None:
    kept.entries.append(_entry(12))


def _forge_a_head(kept: Kept) -> None:
    kept.heads[1] = _head(kept.entries, 7, FORGED)


def _forge_the_past_with_another_key(kept: Kept) -> None:
    kept.entries[0] = replace(kept.entries[0], at=START + timedelta(1))
    kept.heads = [_head(kept.entries, size, FORGED) for size in SIZES]


def _edit_a_heads_size(kept: Kept) -> None:
    kept.heads[2] = replace(kept.heads[2], size=9)


def _edit_a_heads_root(kept: Kept) -> None:
    kept.heads[2] = replace(kept.heads[2], root="11" * 32)


def _sign_a_wrong_root(kept: Kept) -> None:
    kept.heads[2] = sign_head(KEY, 8, b"\x11" * 32, START)


def _sign_two_histories(kept: Kept) -> None:
    kept.heads.insert(2, sign_head(KEY, 7, b"\x11" * 32, START))


def _lose_the_last_head(kept: Kept) -> None:
    del kept.heads[3]


def _lose_all_heads(kept: Kept) -> None:
    kept.heads.clear()


def _add_content_that_was_never_logged(kept: Kept) -> None:
    kept.facts.append(Claimed("22" * 32, "event", "row 99"))


def _change_content(kept: Kept) -> None:
    kept.facts[4] = replace(kept.facts[4], commitment="22" * 32)


def _claim_with_nonsense(kept: Kept) -> None:
    kept.facts[4] = replace(kept.facts[4], commitment="not hex")


def _keep_content_twice(kept: Kept) -> None:
    kept.facts.append(replace(kept.facts[4], where="row 99"))


def _pass_content_for_another_kind(kept: Kept) -> None:
    kept.facts[4] = replace(kept.facts[4], what="event")


def _delete_content(kept: Kept) -> None:
    del kept.facts[4]


FINDINGS: dict[Callable[[Kept], None], str] = {
    _cut_the_end: "A head covers 12 entries, but there are only 11.",
    _cut_the_beginning: "Entry 1 stands where entry 0 should be.",
    _cut_the_middle: "Entry 6 stands where entry 5 should be.",
    _swap: "Entry 5 stands where entry 4 should be.",
    _swap_and_renumber: "The head over 7 entries does not fit: changed is an entry of 3 to 6.",
    _edit_the_time: "The head over 7 entries does not fit: changed is an entry of 3 to 6.",
    _edit_the_kind: "The head over 7 entries does not fit: changed is an entry of 3 to 6.",
    _edit_the_commitment: "The head over 8 entries does not fit: changed is entry 7.",
    _break_an_entry: "Entry 7 is not well formed.",
    _repeat_a_commitment: "Entry 12 repeats the commitment of entry 2.",
    _append_unsigned: "No good head covers entry 12.",
    _forge_a_head: "The head over 7 entries was not signed with the ledger's key.",
    _forge_the_past_with_another_key: "The head over 3 entries was not signed with the ledger's key.",
    _edit_a_heads_size: "The head over 9 entries was not signed with the ledger's key.",
    _edit_a_heads_root: "The head over 8 entries was not signed with the ledger's key.",
    _sign_a_wrong_root: "The head over 8 entries does not fit: changed is entry 7.",
    _sign_two_histories: (
        "The head over 7 entries does not fit: "
        "changed is nothing that was signed before, but the root itself."
    ),
    _lose_the_last_head: "No good head covers an entry of 8 to 11.",
    _lose_all_heads: "No good head covers an entry of 0 to 11.",
    _add_content_that_was_never_logged: "The ledger does not have the event that row 99 keeps.",
    _change_content: "The ledger does not have the evidence that row 4 keeps.",
    _claim_with_nonsense: "The ledger does not have the evidence that row 4 keeps.",
    _keep_content_twice: "Entry 4 is claimed a second time, by row 99.",
    _pass_content_for_another_kind: "Entry 4 says evidence, but row 4 keeps it as event.",
    _delete_content: "Entry 4 (evidence) belongs to nothing that is kept.",
}


@pytest.mark.parametrize("tamper", FINDINGS, ids=lambda tamper: tamper.__name__.strip("_"))
def test_a_single_tampering_is_found_and_named(tamper: Callable[[Kept], None]) -> None:
    kept = _kept()
    tamper(kept)
    found = kept.verify()
    assert not found.ok
    assert FINDINGS[tamper] in found.problems


@given(st.integers(0, 11), st.integers(0, 3), st.integers(1, 10**9))
@settings(max_examples=40, deadline=None)
def test_any_edit_of_an_entry_is_found(index: int, which: int, amount: int) -> None:
    kept = _kept()
    entry = kept.entries[index]
    kept.entries[index] = (
        replace(entry, index=index + amount),
        replace(entry, at=entry.at + timedelta(microseconds=amount)),
        replace(entry, what=WHATS[(index + 1 + amount % 2) % 3]),
        replace(entry, commitment=f"{amount:064x}"),
    )[which]
    assert not kept.verify(all_claimed=False).ok


def test_a_forgotten_subject_explains_what_is_not_kept_any_more() -> None:
    kept = _kept()
    kept.entries.append(_entry(12, "subject-forgotten"))
    kept.heads.append(_head(kept.entries, 13))
    del kept.facts[:4]
    assert kept.verify() == Verification(problems=(), entries=13, heads=5, forgotten=1, unclaimed=4)


def test_a_forgotten_subject_does_not_explain_what_was_lost_later() -> None:
    kept = _kept()
    kept.entries += [_entry(12, "subject-forgotten"), _entry(13, "event")]
    kept.heads.append(_head(kept.entries, 14))
    assert kept.verify().problems == ("Entry 13 (event) belongs to nothing that is kept.",)


def test_without_all_facts_what_is_not_claimed_is_only_counted() -> None:
    kept = _kept()
    kept.facts.clear()
    found = verify(kept.entries, kept.heads, KEY.public_hex, kept.facts)
    assert (found.ok, found.unclaimed) == (True, 12)


def test_of_very_many_problems_the_first_hundred_are_told() -> None:
    facts = [Claimed(f"{number:064x}", "event", f"row {number}") for number in range(250)]
    problems = verify([], [], KEY.public_hex, facts).problems
    assert len(problems) == 101
    assert problems[0] == "The ledger does not have the event that row 0 keeps."
    assert problems[-1] == "There are 150 more problems."


def test_a_deletion_is_told_once_and_not_for_all_that_follows() -> None:
    kept = _kept()
    del kept.entries[5]
    del kept.facts[5]
    assert kept.verify().problems == (
        "Entry 6 stands where entry 5 should be.",
        "The head over 7 entries does not fit: changed is an entry of 3 to 6.",
        "A head covers 12 entries, but there are only 11.",
    )


def test_the_result_is_plain_json() -> None:
    kept = _kept()
    _append_unsigned(kept)
    assert kept.verify(all_claimed=False).as_json() == {
        "ok": False,
        "problems": ["No good head covers entry 12."],
        "entries": 13,
        "heads": 4,
        "forgotten": 0,
        "unclaimed": 1,
    }
