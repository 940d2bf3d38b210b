"""Does the ledger still say what was signed, and is everything in it that should be there?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from optout.evidence.ledger import Entry, Head, check_head, entry_bytes
from optout.evidence.merkle import Frontier, leaf_hash

_MOST_PROBLEMS = 100
_NO_LEAF = leaf_hash(b"")  # for an entry without canonical bytes; no real entry has this leaf
_FORGOTTEN = "subject-forgotten"


@dataclass(frozen=True, slots=True)
class Claimed:
    """Something that is kept elsewhere and must be in the ledger.

    ``commitment`` is computed anew from the content as it is now; ``what`` is the kind of entry;
    ``where`` tells a maintainer where the content is kept, without personal data.
    """

    commitment: str
    what: str
    where: str


@dataclass(frozen=True, slots=True)
class Verification:
    """``problems`` are sentences; of very many, the first hundred and how many more there are.

    ``forgotten`` counts the entries that say a subject was forgotten, ``unclaimed`` the other
    entries whose content is not kept any more.
    """

    problems: tuple[str, ...]
    entries: int
    heads: int
    forgotten: int
    unclaimed: int

    @property
    def ok(self) -> bool:
        return not self.problems

    def as_json(self) -> dict[str, object]:
        return {
            "ok": self.ok,
            "problems": list(self.problems),
            "entries": self.entries,
            "heads": self.heads,
            "forgotten": self.forgotten,
            "unclaimed": self.unclaimed,
        }


def verify(
    entries: Iterable[Entry],
    heads: Iterable[Head],
    public_key: str,
    facts: Iterable[Claimed],
    *,
    all_claimed: bool = False,
) -> Verification:
    """Recompute the tree and compare it with every head and every fact.

    ``entries`` come in the order of the ledger and are read once; ``heads`` in any order, and heads
    that somebody else kept may be among them; ``public_key`` is hex. With ``all_claimed``, an entry
    that no fact claims is a problem too, unless a subject was forgotten after it.
    """
    problems = _Problems()
    chain = _Chain(sorted(heads, key=lambda head: head.size), public_key, problems)
    content = _Content(problems)
    for entry in entries:
        if chain.read(entry):
            content.read(entry, chain.frontier.size - 1)
    chain.end()
    for fact in facts:
        content.claim(fact)
    unclaimed = list(content.unclaimed())
    if all_claimed:
        content.must_be_claimed(unclaimed)
    return Verification(
        problems=problems.told(),
        entries=chain.frontier.size,
        heads=len(chain.heads),
        forgotten=content.forgotten,
        unclaimed=len(unclaimed),
    )


@dataclass(slots=True)
class _Problems:
    first: list[str] = field(default_factory=list)
    more: int = 0

    def add(self, sentence: str) -> None:
        if len(self.first) < _MOST_PROBLEMS:
            self.first.append(sentence)
        else:
            self.more += 1

    def told(self) -> tuple[str, ...]:
        return (*self.first, f"There are {self.more} more problems.") if self.more else tuple(self.first)


@dataclass(slots=True)
class _Chain:
    """The entries against the signed heads. Keeps the frontier only, whatever the ledger's length."""

    heads: Sequence[Head]
    public_key: str
    problems: _Problems
    frontier: Frontier = field(default_factory=Frontier)
    next_head: int = 0
    last_index: int = -1
    signed: int = 0  # how many entries the last good head covers
    changed: bool = False  # a root did not fit, so no later one can

    def read(self, entry: Entry) -> bool:
        """Take the next entry; whether it is well formed."""
        self._check_heads_so_far()
        if entry.index != self.last_index + 1:
            self.problems.add(f"Entry {entry.index} stands where entry {self.last_index + 1} should be.")
        self.last_index = entry.index
        try:
            leaf, well_formed = leaf_hash(entry_bytes(entry)), True
        except ValueError:
            leaf, well_formed = _NO_LEAF, False
            self.problems.add(f"Entry {entry.index} is not well formed.")
        self.frontier = self.frontier.append(leaf)
        return well_formed

    def end(self) -> None:
        """No more entries: what is signed beyond them, and what is not signed at all."""
        self._check_heads_so_far()
        size = self.frontier.size
        for head in self.heads[self.next_head :]:
            if self._is_signed(head):
                self.problems.add(f"A head covers {head.size} entries, but there are only {size}.")
        if not self.changed and self.signed < size:
            self.problems.add(f"No good head covers {_words(self.signed, size)}.")

    def _check_heads_so_far(self) -> None:
        while self.next_head < len(self.heads) and self.heads[self.next_head].size <= self.frontier.size:
            head = self.heads[self.next_head]
            self.next_head += 1
            if self._is_signed(head):
                self._check_root(head)

    def _is_signed(self, head: Head) -> bool:
        signed = check_head(self.public_key, head)
        if not signed:
            self.problems.add(f"The head over {head.size} entries was not signed with the ledger's key.")
        return signed

    def _check_root(self, head: Head) -> None:
        if head.root == self.frontier.root().hex():
            self.signed = head.size
        elif not self.changed:
            self.changed = True
            which = _words(self.signed, head.size)
            self.problems.add(f"The head over {head.size} entries does not fit: changed is {which}.")


@dataclass(slots=True)
class _Content:
    """What the entries commit to against what is kept."""

    problems: _Problems
    places: dict[bytes, tuple[int, str]] = field(default_factory=dict)  # commitment: index and what
    claimed: set[bytes] = field(default_factory=set)
    forgotten: int = 0
    last_forgotten: int = -1

    def read(self, entry: Entry, index: int) -> None:
        if entry.what == _FORGOTTEN:
            self.forgotten += 1
            self.last_forgotten = index
        commitment = bytes.fromhex(entry.commitment)
        first, _ = self.places.setdefault(commitment, (index, entry.what))
        if first != index:
            self.problems.add(f"Entry {index} repeats the commitment of entry {first}.")

    def claim(self, fact: Claimed) -> None:
        commitment = _bytes(fact.commitment)
        index, what = self.places.get(commitment, (-1, ""))
        if index < 0:
            self.problems.add(f"The ledger does not have the {fact.what} that {fact.where} keeps.")
        elif what != fact.what:
            self.problems.add(f"Entry {index} says {what}, but {fact.where} keeps it as {fact.what}.")
        elif commitment in self.claimed:
            self.problems.add(f"Entry {index} is claimed a second time, by {fact.where}.")
        self.claimed.add(commitment)

    def unclaimed(self) -> Iterator[tuple[int, str]]:
        """Index and kind of the entries that no fact claimed; a forgotten subject needs no claim."""
        for commitment, (index, what) in self.places.items():
            if commitment not in self.claimed and what != _FORGOTTEN:
                yield index, what

    def must_be_claimed(self, unclaimed: Iterable[tuple[int, str]]) -> None:
        for index, what in unclaimed:
            if index > self.last_forgotten:
                self.problems.add(f"Entry {index} ({what}) belongs to nothing that is kept.")


def _words(start: int, end: int) -> str:
    """The entries from ``start`` until before ``end``."""
    if end <= start:
        return "nothing that was signed before, but the root itself"
    return f"entry {start}" if end == start + 1 else f"an entry of {start} to {end - 1}"


def _bytes(commitment: str) -> bytes:
    """Half the memory of the text; what is not hex is no entry's commitment."""
    try:
        return bytes.fromhex(commitment)
    except ValueError:
        return b""
