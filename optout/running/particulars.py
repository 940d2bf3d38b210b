"""What a kept mail says in particular: what it asks for, its ground for refusing, its link or code."""

import json
from dataclasses import dataclass, field

from optout.people.vault import unseal
from optout.running.roster import Enrolled


@dataclass(frozen=True, slots=True)
class Particulars:
    """``asks`` and ``ground`` are of closed lists. ``link`` was verified, and is not followed for that.

    Mails that were kept before such things were read have none.
    """

    asks: tuple[str, ...] = ()
    ground: str | None = None
    link: str | None = field(default=None, repr=False)
    code: str | None = field(default=None, repr=False)


def particulars_of(person: Enrolled, mail_id: str, sealed: bytes) -> Particulars:
    """The particulars of a kept mail."""
    kept = json.loads(unseal(person.key, sealed, f"mail/{mail_id}"))
    return Particulars(
        asks=tuple(kept.get("asks") or ()),
        ground=kept.get("ground"),
        link=kept.get("link"),
        code=kept.get("code"),
    )
