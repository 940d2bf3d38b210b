"""The vault opens what it sealed, and nothing else."""

import hashlib
import hmac
import os
import time

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.errors import Locked, StorageFailure
from optout.people.vault import DamagedSeal, commitment, new_key, seal, unseal, unwrap, wrap

KEY = bytes(range(32))
MASTER = bytes(range(32, 64))
PLAINTEXT = b"a synthetic secret"
CONTEXT = "evidence/7"
SEALED_ONCE = bytes.fromhex(
    "01c8370daf059822775525e301e7f17c6bc7ccd2748f667154fb497ed11e9b96a79eefccd91042e5000d8091933635"
)
WRAPPED_ONCE = bytes.fromhex(
    "0194398d747322f717582bf1d69b16522754c5a05452723aa9257d1d35dfa12adb815daef52461bab3f14baeb174731468b24ace1b098b9fd3b6c3d2be"
)

keys = st.binary(min_size=32, max_size=32)


def hkdf_of_rfc_5869(key: bytes, info: bytes) -> bytes:
    extracted = hmac.digest(bytes(32), key, hashlib.sha256)
    return hmac.digest(extracted, info + b"\x01", hashlib.sha256)


def test_it_opens_an_envelope_sealed_by_the_first_release() -> None:
    assert unseal(KEY, SEALED_ONCE, CONTEXT) == PLAINTEXT


def test_it_opens_a_key_wrapped_by_the_first_release() -> None:
    assert unwrap(MASTER, WRAPPED_ONCE, "subject-1") == KEY


def test_a_seal_has_the_documented_shape() -> None:
    sealed = seal(KEY, PLAINTEXT, CONTEXT)
    cipher = AESGCM(hkdf_of_rfc_5869(KEY, b"optout seal"))
    opened = cipher.decrypt(sealed[1:13], sealed[13:], b"optout seal\x00evidence/7")
    assert (sealed[0], len(sealed), opened) == (1, len(PLAINTEXT) + 29, PLAINTEXT)


def test_a_wrap_has_the_documented_shape() -> None:
    wrapped = wrap(MASTER, KEY, "subject-1")
    cipher = AESGCM(hkdf_of_rfc_5869(MASTER, b"optout wrap"))
    opened = cipher.decrypt(wrapped[1:13], wrapped[13:], b"optout wrap\x00subject-1")
    assert (wrapped[0], len(wrapped), opened) == (1, 61, KEY)


def test_a_commitment_is_the_documented_hmac() -> None:
    salt = hkdf_of_rfc_5869(KEY, b"optout ledger salt")
    assert commitment(KEY, PLAINTEXT) == hmac.digest(salt, PLAINTEXT, hashlib.sha256).hex()


@settings(max_examples=40)
@given(key=keys, plaintext=st.binary(max_size=500), context=st.text(max_size=40))
def test_what_is_sealed_opens_again(key: bytes, plaintext: bytes, context: str) -> None:
    assert unseal(key, seal(key, plaintext, context), context) == plaintext


@settings(max_examples=40)
@given(master=keys, key=keys, subject=st.text(max_size=40))
def test_what_is_wrapped_opens_again(master: bytes, key: bytes, subject: str) -> None:
    assert unwrap(master, wrap(master, key, subject), subject) == key


def test_every_changed_bit_of_a_seal_is_noticed() -> None:
    for position in range(len(SEALED_ONCE)):
        for bit in range(8):
            changed = bytearray(SEALED_ONCE)
            changed[position] ^= 1 << bit
            with pytest.raises(DamagedSeal):
                unseal(KEY, bytes(changed), CONTEXT)


def test_every_changed_byte_of_a_wrap_is_noticed() -> None:
    for position in range(len(WRAPPED_ONCE)):
        changed = bytearray(WRAPPED_ONCE)
        changed[position] ^= 0x80
        with pytest.raises(Locked):
            unwrap(MASTER, bytes(changed), "subject-1")


def test_every_shortening_of_a_seal_is_noticed() -> None:
    for length in range(len(SEALED_ONCE)):
        with pytest.raises(DamagedSeal):
            unseal(KEY, SEALED_ONCE[:length], CONTEXT)


def test_an_appended_byte_is_noticed() -> None:
    with pytest.raises(DamagedSeal):
        unseal(KEY, SEALED_ONCE + b"\x00", CONTEXT)


def test_a_seal_does_not_open_in_another_place() -> None:
    with pytest.raises(DamagedSeal):
        unseal(KEY, SEALED_ONCE, "evidence/8")


def test_a_seal_does_not_open_with_another_subjects_key() -> None:
    with pytest.raises(DamagedSeal):
        unseal(MASTER, SEALED_ONCE, CONTEXT)


def test_a_wrap_does_not_open_for_another_subject() -> None:
    with pytest.raises(Locked):
        unwrap(MASTER, WRAPPED_ONCE, "subject-2")


def test_a_wrap_does_not_open_with_another_master_key() -> None:
    with pytest.raises(Locked) as caught:
        unwrap(KEY, WRAPPED_ONCE, "subject-1")
    assert caught.value.todo


def test_a_seal_is_never_taken_for_a_wrap() -> None:
    with pytest.raises(Locked):
        unwrap(MASTER, seal(MASTER, KEY, "subject-1"), "subject-1")


def test_a_wrap_is_never_taken_for_a_seal() -> None:
    with pytest.raises(DamagedSeal):
        unseal(MASTER, WRAPPED_ONCE, "subject-1")


def test_a_damaged_seal_counts_as_damaged_storage_and_shows_nothing() -> None:
    with pytest.raises(StorageFailure) as caught:
        unseal(KEY, SEALED_ONCE, "evidence/of-somebody")
    assert "somebody" not in str(caught.value)


def test_sealing_twice_never_gives_the_same_envelope() -> None:
    sealed = {seal(KEY, PLAINTEXT, CONTEXT) for _ in range(50)}
    assert len({envelope[1:13] for envelope in sealed}) == 50


def test_keys_are_fresh_and_32_bytes_long() -> None:
    made = {new_key() for _ in range(50)}
    assert {len(key) for key in made} == {32}
    assert len(made) == 50


@pytest.mark.parametrize("size", [0, 16, 31, 33])
def test_a_key_of_another_size_is_a_mistake_of_the_caller(size: int) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal(bytes(size), PLAINTEXT, CONTEXT)
    with pytest.raises(ValueError, match="32 bytes"):
        wrap(MASTER, bytes(size), "subject-1")
    with pytest.raises(ValueError, match="32 bytes"):
        commitment(bytes(size), PLAINTEXT)


@settings(max_examples=40)
@given(first=keys, second=keys, content=st.binary(max_size=50), other=st.binary(max_size=50))
def test_a_commitment_depends_on_the_key_and_on_the_content(
    first: bytes, second: bytes, content: bytes, other: bytes
) -> None:
    committed = commitment(first, content)
    assert len(committed) == 64
    assert commitment(first, content) == committed
    assert (commitment(second, content) == committed) == (first == second)
    assert (commitment(first, other) == committed) == (content == other)


def test_sealing_a_small_payload_costs_far_less_than_fifty_microseconds() -> None:
    payload = os.urandom(400)
    seal(KEY, payload, CONTEXT)  # the first call pays for the imports
    best = min(_seconds_for(payload, rounds=200) for _ in range(5)) / 200
    assert best < 50e-6


def _seconds_for(payload: bytes, rounds: int) -> float:
    started = time.process_time()
    for _ in range(rounds):
        seal(KEY, payload, CONTEXT)
    return time.process_time() - started
