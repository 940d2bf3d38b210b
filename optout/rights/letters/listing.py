"""Which letters there are."""

from dataclasses import dataclass
from itertools import product

from optout.requests.rights import Right
from optout.rights.letters.lawful import can_be_written
from optout.rights.letters.wanted import LANGUAGES, Language, Stage
from optout.rights.table import rows

VOLUNTARY = "none"


@dataclass(frozen=True, slots=True)
class Kind:
    """``law`` is a law's slug, or ``none`` for a letter that invokes no law."""

    law: str
    right: Right
    stage: Stage
    languages: tuple[Language, ...]


def every_letter() -> tuple[Kind, ...]:
    """Every letter of the table of laws, then the voluntary ones; those cannot be complained about.

    A law that is not used by letter has none, and one that courts keep has no complaint.
    """
    found = ((row, stage) for row, stage in product(rows(), Stage) if can_be_written(row, stage))
    laws = dict.fromkeys((row.slug, row.right, stage) for row, stage in found)
    kinds = [Kind(slug, right, stage, LANGUAGES) for slug, right, stage in laws]
    voluntary = [stage for stage in Stage if stage != Stage.COMPLAINT]
    kinds += [Kind(VOLUNTARY, right, stage, LANGUAGES) for right, stage in product(Right, voluntary)]
    return tuple(kinds)
