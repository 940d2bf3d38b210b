"""The Merkle tree of RFC 9162, section 2.1, with SHA-256. Pure: no I/O, no clock.

A *leaf* is always the 32-byte leaf hash of the data (``leaf_hash``), and every root and every
element of a proof is 32 bytes too. Indexes count from zero.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from hmac import compare_digest

HASH_BYTES = 32
EMPTY_ROOT = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """RFC 9162, 2.1.1: the hash of a zero byte and the data."""
    return sha256(b"\x00" + data).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


@dataclass(frozen=True, slots=True)
class Frontier:
    """All of a tree that is needed to go on appending: one root per complete subtree.

    ``roots`` go from the largest subtree (the oldest leaves) to the smallest.
    """

    size: int = 0
    roots: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> "Frontier":
        """The frontier with one more leaf; at most log2(size) hashes, one on average."""
        if len(leaf) != HASH_BYTES:
            raise ValueError("a leaf is a hash of 32 bytes; see leaf_hash")
        size, complete, node = self.size, len(self.roots), leaf
        while size & 1:
            complete -= 1
            node = _node(self.roots[complete], node)
            size >>= 1
        return Frontier(self.size + 1, (*self.roots[:complete], node))

    def root(self) -> bytes:
        """The root of the tree; for no leaves the hash of nothing, as RFC 9162 has it."""
        if not self.roots:
            return EMPTY_ROOT
        node = self.roots[-1]
        for larger in reversed(self.roots[:-1]):
            node = _node(larger, node)
        return node

    def to_bytes(self) -> bytes:
        """Eight bytes of size, big-endian, then the roots."""
        return self.size.to_bytes(8, "big") + b"".join(self.roots)

    @classmethod
    def from_bytes(cls, stored: bytes) -> "Frontier":
        """Inverse of ``to_bytes``; ``ValueError`` when the length does not fit the size."""
        size, rest = int.from_bytes(stored[:8], "big"), stored[8:]
        if len(stored) < 8 or len(rest) != HASH_BYTES * size.bit_count():
            raise ValueError("not a stored frontier")
        starts = range(0, len(rest), HASH_BYTES)
        return cls(size, tuple(rest[start : start + HASH_BYTES] for start in starts))


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over these leaves, in their order."""
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> tuple[bytes, ...]:
    """RFC 9162, 2.1.3.1: the siblings from the leaf up to the root. ``IndexError`` outside the tree."""
    return inclusion_proofs(leaves, [index])[0]


def inclusion_proofs(leaves: Sequence[bytes], indexes: Iterable[int]) -> list[tuple[bytes, ...]]:
    """One proof per index; the tree is computed once for all of them."""
    levels = _levels(leaves)
    return [_path(levels, index) for index in indexes]


def _levels(leaves: Sequence[bytes]) -> list[list[bytes]]:
    """The tree from the leaves up. A node without a sibling moves up as it is.

    That yields the tree of the RFC, which splits at the largest power of two.
    """
    levels = [list(leaves)]
    while len(levels[-1]) > 1:
        below = levels[-1]
        above = [_node(below[i], below[i + 1]) for i in range(0, len(below) - 1, 2)]
        levels.append(above + below[len(above) * 2 :])
    return levels


def _path(levels: list[list[bytes]], index: int) -> tuple[bytes, ...]:
    if not 0 <= index < len(levels[0]):
        raise IndexError("no leaf with this index")
    siblings = ((level, (index >> height) ^ 1) for height, level in enumerate(levels))
    return tuple(level[sibling] for level, sibling in siblings if sibling < len(level))


def verify_inclusion(
    leaf: bytes, index: int, size: int, proof: Sequence[bytes], expected_root: bytes
) -> bool:
    """RFC 9162, 2.1.3.2: whether the tree of that size and root has this leaf at this index."""
    if not 0 <= index < size:
        return False
    at, last, node = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            return False
        if at & 1 or at == last:
            node = _node(sibling, node)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            node = _node(node, sibling)
        at, last = at >> 1, last >> 1
    return last == 0 and compare_digest(node, expected_root)


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> tuple[bytes, ...]:
    """RFC 9162, 2.1.4.1: that the tree over ``leaves`` continues the one over the first ``old_size``.

    ``ValueError`` unless ``0 < old_size <= len(leaves)``; empty when both are equal.
    """
    if not 0 < old_size <= len(leaves):
        raise ValueError("the old size is outside the tree")
    start, end, whole = 0, len(leaves), True
    downwards: list[bytes] = []
    while old_size != end:
        middle = start + _split(end - start)
        if old_size <= middle:
            downwards.append(root(leaves[middle:end]))
            end = middle
        else:
            downwards.append(root(leaves[start:middle]))
            start, whole = middle, False
    lowest = [] if whole else [root(leaves[start:end])]
    return (*lowest, *reversed(downwards))


def _split(width: int) -> int:
    """The largest power of two smaller than ``width``."""
    return 1 << ((width - 1).bit_length() - 1)


def verify_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """RFC 9162, 2.1.4.2: whether the new tree has the old one as its beginning."""
    if not 0 < old_size <= new_size:
        return False
    if old_size == new_size:
        return not proof and compare_digest(old_root, new_root)
    power_of_two = old_size & (old_size - 1) == 0
    nodes = (old_root, *proof) if power_of_two else tuple(proof)
    roots = _both_roots(old_size - 1, new_size - 1, nodes)
    return (
        roots is not None and compare_digest(roots[0], old_root) and compare_digest(roots[1], new_root)
    )


def _both_roots(at: int, last: int, nodes: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    """The two roots that a consistency proof leads to; None when its length does not fit."""
    if not nodes:
        return None
    while at & 1:
        at, last = at >> 1, last >> 1
    old = new = nodes[0]
    for sibling in nodes[1:]:
        if last == 0:
            return None
        if at & 1 or at == last:
            old, new = _node(sibling, old), _node(sibling, new)
            while not at & 1 and at:
                at, last = at >> 1, last >> 1
        else:
            new = _node(new, sibling)
        at, last = at >> 1, last >> 1
    return (old, new) if last == 0 else None
