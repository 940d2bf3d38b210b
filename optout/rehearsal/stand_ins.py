"""Simulated stand-ins of some providers on this machine, with one person as the only one they know."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

from optout.catalog.catalog import Catalog
from optout.catalog.definition import Provider
from optout.people.subject import Subject
from optout.rehearsal.cast import Cast
from optout.rehearsal.stage import Scene, Stage
from optout.running.finding_looks import SimulatedLooks
from optout.running.reach import Reach


@dataclass(frozen=True, slots=True)
class StandIns:
    """``looks`` asks them; ``at`` is their time, ``secrets`` are the settings that they take."""

    looks: SimulatedLooks
    at: datetime
    secrets: Mapping[str, str] = field(repr=False)


@contextmanager
def stand_ins(catalog: Catalog, providers: Sequence[Provider], person: Subject) -> Iterator[StandIns]:
    """Nothing leaves this machine. ``WrongInput`` where one of them has no stand-in."""
    cast = Cast(tuple(one.slug for one in providers))
    stage = Stage(catalog, Scene(prefer_dovecot=False, cast=cast, people=(person,)))
    try:
        network = stage.start()
        reach = Reach(network, catalog, lambda: None, pause=_no_pause)
        try:
            at = stage.clock.now()
            yield StandIns(SimulatedLooks(person, reach, at), at, network.secrets)
        finally:
            reach.close()
    finally:
        stage.stop()


async def _no_pause(_seconds: float) -> None:
    """Waiting between calls is left out: nobody is bothered here."""
