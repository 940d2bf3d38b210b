"""The person's own words for the letters of a request: given with an answer, kept sealed with it."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime

from optout.errors import WrongInput
from optout.people.vault import commitment, seal, unseal
from optout.rights.letters.fitness import fit_reasons
from optout.running.installation import Installation
from optout.running.roster import Enrolled
from optout.storage import traces
from optout.storage.database import Transaction


@dataclass(frozen=True, slots=True)
class OwnWords:
    """``is_marketing``: the objection is to direct marketing, which needs no ``reasons``."""

    reasons: str | None = field(default=None, repr=False)
    is_marketing: bool = False

    def __post_init__(self) -> None:
        """Raises ``WrongInput`` for reasons that no letter can carry, and for no words at all."""
        if self.reasons is not None:
            fit_reasons(self.reasons)
        if not (self.reasons or "").strip() and not self.is_marketing:
            raise WrongInput("There are no words in that.", todo="Write why, in a sentence or two.")


def keeping(
    person: Enrolled, request_id: str, words: OwnWords, at: datetime
) -> tuple[str, Callable[[Transaction], None]]:
    """The name that they are kept under, which commits to them and tells nothing; and their writing."""
    content = json.dumps(asdict(words), sort_keys=True).encode()
    paper = "w-" + commitment(person.key, request_id.encode() + b"\n" + content)[:20]
    sealed = seal(person.key, content, f"paper/{paper}")
    return paper, lambda tx: traces.keep_paper(tx, paper, request_id, at, sealed)


def own_words(installation: Installation, person: Enrolled, paper: str) -> OwnWords:
    """The words that are kept under this name."""
    with installation.database.transaction(write=False) as tx:
        sealed = traces.sealed_paper(tx, paper)
    return OwnWords(**json.loads(unseal(person.key, sealed or b"", f"paper/{paper}")))
