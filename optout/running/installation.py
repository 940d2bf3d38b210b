"""What a running optout consists of. Built once by a command, a rehearsal or a test."""

from dataclasses import dataclass, field

from optout.catalog.catalog import Catalog
from optout.clock import Clock
from optout.evidence.files import EvidenceFiles
from optout.evidence.ledger import SigningKey
from optout.requests.cadence import Cadence
from optout.running.ids import Ids
from optout.running.roster import Roster
from optout.storage.database import Database


@dataclass(frozen=True, slots=True)
class Installation:
    """The parts that every action needs; none of them reaches outside this machine.

    ``settings_given``: the names of the settings for providers that somebody gave, never their values.
    """

    database: Database
    catalog: Catalog
    cadence: Cadence
    clock: Clock
    ids: Ids
    roster: Roster
    files: EvidenceFiles
    signing_key: SigningKey = field(repr=False)
    settings_given: frozenset[str] = frozenset()
