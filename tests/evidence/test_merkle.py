"""The tree against the published vectors, against an independent oracle, and its own laws."""

from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymerkle import InmemoryTree  # type: ignore[import-untyped] # the oracle ships no types

from optout.evidence.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    inclusion_proofs,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

# The eight leaves and the roots over the first 1..8 of them that the test-suites of the
# Certificate Transparency logs (RFC 6962) share.
PUBLISHED_LEAVES = [
    bytes.fromhex(data)
    for data in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
PUBLISHED_ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
DATA = [f"entry {i}".encode() for i in range(64)]
LEAVES = [leaf_hash(data) for data in DATA]


@pytest.fixture(scope="module")
def oracle() -> InmemoryTree:
    tree = InmemoryTree()
    tree.append_entries(DATA)
    return tree


def test_it_gives_the_published_roots() -> None:
    leaves = [leaf_hash(data) for data in PUBLISHED_LEAVES]
    assert [root(leaves[: n + 1]).hex() for n in range(8)] == PUBLISHED_ROOTS


def test_the_root_of_nothing_is_the_hash_of_nothing() -> None:
    assert root([]) == EMPTY_ROOT
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_its_roots_are_the_oracles_for_every_size(oracle: InmemoryTree) -> None:
    assert [root(LEAVES[:n]) for n in range(65)] == [oracle.get_root(n) for n in range(65)]


def test_its_inclusion_proofs_are_the_oracles(oracle: InmemoryTree) -> None:
    for size in (1, 2, 3, 7, 8, 33, 64):
        for index in range(size):
            expected = oracle.prove_inclusion(index + 1, size).path[1:]  # the oracle puts the leaf first
            assert list(inclusion_proof(LEAVES[:size], index)) == expected


def test_its_consistency_proofs_hash_to_the_oracles_roots(oracle: InmemoryTree) -> None:
    for new in range(1, 65):
        for old in range(1, new + 1):
            proof = consistency_proof(LEAVES[:new], old)
            assert verify_consistency(old, oracle.get_root(old), new, oracle.get_root(new), proof)


def _pair(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def test_its_proofs_are_those_of_the_rfcs_worked_example() -> None:
    """RFC 6962, 2.1.3, and RFC 9162, 2.1.5: the tree of seven leaves, with the RFC's letters."""
    a, b, c, d, e, f, j = LEAVES[:7]
    g, h, i = _pair(a, b), _pair(c, d), _pair(e, f)
    k, m = _pair(g, h), _pair(i, j)  # m is the RFC's letter l
    paths = {0: (b, h, m), 3: (c, g, m), 4: (f, j, k), 6: (i, k)}
    assert {index: inclusion_proof(LEAVES[:7], index) for index in paths} == paths
    continuing = {3: (c, d, g, m), 4: (m,), 6: (i, j, k)}
    assert {size: consistency_proof(LEAVES[:7], size) for size in continuing} == continuing


def test_proofs_made_together_are_those_made_one_by_one() -> None:
    assert inclusion_proofs(LEAVES[:13], range(13)) == [
        inclusion_proof(LEAVES[:13], i) for i in range(13)
    ]


@given(st.integers(1, 300), st.data())
@settings(max_examples=60, deadline=None)
def test_a_proof_holds_for_its_leaf_place_and_tree_and_for_no_other(
    size: int, data: st.DataObject
) -> None:
    leaves = [leaf_hash(b"%d" % i) for i in range(size)]
    index = data.draw(st.integers(0, size - 1))
    other = data.draw(st.integers(0, size - 1).filter(lambda i: size == 1 or i != index))
    proof, top = inclusion_proof(leaves, index), root(leaves)
    assert verify_inclusion(leaves[index], index, size, proof, top)
    assert not verify_inclusion(leaf_hash(b"never logged"), index, size, proof, top)
    assert not verify_inclusion(leaves[index], index, size, (*proof, top), top)
    assert not verify_inclusion(leaves[index], index, size, proof, leaf_hash(b"another root"))
    assert size == 1 or not verify_inclusion(leaves[index], other, size, proof, top)
    assert not proof or not verify_inclusion(leaves[index], index, size, proof[:-1], top)


@given(st.integers(1, 200), st.data())
@settings(max_examples=60, deadline=None)
def test_a_tree_with_a_changed_past_is_not_a_continuation(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size))
    changed = data.draw(st.integers(0, old - 1))
    leaves = [leaf_hash(b"%d" % i) for i in range(size)]
    forged = [*leaves[:changed], leaf_hash(b"forged"), *leaves[changed + 1 :]]
    old_root = root(leaves[:old])
    assert verify_consistency(old, old_root, size, root(leaves), consistency_proof(leaves, old))
    assert not verify_consistency(old, old_root, size, root(forged), consistency_proof(forged, old))
    longer = (*consistency_proof(leaves, old), leaf_hash(b"more"))
    assert not verify_consistency(old, old_root, size, root(leaves), longer)


@given(st.lists(st.binary(max_size=8), max_size=80))
@settings(max_examples=60, deadline=None)
def test_a_frontier_that_was_stored_after_every_leaf_ends_at_the_same_root(data: list[bytes]) -> None:
    leaves = [leaf_hash(entry) for entry in data]
    frontier = Frontier()
    for leaf in leaves:
        frontier = Frontier.from_bytes(frontier.append(leaf).to_bytes())
    assert (frontier.size, frontier.root()) == (len(leaves), root(leaves))
    assert len(frontier.roots) == len(leaves).bit_count()


def test_an_empty_frontier_can_be_stored() -> None:
    assert Frontier.from_bytes(Frontier().to_bytes()) == Frontier()
    assert Frontier().to_bytes() == bytes(8)


def test_the_only_leaf_has_one_place() -> None:
    assert verify_inclusion(LEAVES[0], 0, 1, (), LEAVES[0])
    assert not verify_inclusion(LEAVES[0], 1, 1, (), LEAVES[0])


def test_it_refuses_what_is_not_a_leaf_hash() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Frontier().append(b"the data itself")


@pytest.mark.parametrize("stored", [b"", b"\0" * 7, b"\0" * 9, (3).to_bytes(8, "big") + b"x" * 63])
def test_it_refuses_a_damaged_frontier(stored: bytes) -> None:
    with pytest.raises(ValueError, match="not a stored frontier"):
        Frontier.from_bytes(stored)


@pytest.mark.parametrize("index", [-1, 3])
def test_there_is_no_proof_for_a_leaf_outside_the_tree(index: int) -> None:
    with pytest.raises(IndexError):
        inclusion_proof(LEAVES[:3], index)
    assert not verify_inclusion(LEAVES[0], index, 3, (), LEAVES[0])


@pytest.mark.parametrize("old", [0, 4])
def test_there_is_no_consistency_with_a_size_outside_the_tree(old: int) -> None:
    with pytest.raises(ValueError, match="outside the tree"):
        consistency_proof(LEAVES[:3], old)
    assert not verify_consistency(old, root(LEAVES[:old]), 3, root(LEAVES[:3]), ())


def test_an_empty_proof_shows_nothing_but_that_a_tree_is_itself() -> None:
    two = root(LEAVES[:2])
    assert verify_consistency(2, two, 2, two, ())
    assert not verify_consistency(2, two, 2, root(LEAVES[:3]), ())
    assert not verify_consistency(2, two, 2, two, (two,))
    assert not verify_consistency(3, root(LEAVES[:3]), 5, root(LEAVES[:5]), ())
