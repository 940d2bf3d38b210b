"""Closed Shop Analytics: nobody is there, and the mail server says so at the door."""

from optout.rehearsal.addressee import Addressee
from optout.rehearsal.books import Fault
from optout.rehearsal.pages import Site
from optout.rehearsal.twin import World


class Twin(Addressee):
    """Writes down each letter that was refused. The first tells the sender that the address is dead."""

    site = Site("Closed Shop Analytics", choices="/")
    address = "privacy@closed-shop.example"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        world.closed.close(self.address, self.refused)

    def refused(self) -> None:
        now = self.world.clock.now()
        self.books.knocked.append(now)
        self.books.faults.append(Fault(now, None, "550 5.1.1"))
        self.books.dead_since = self.books.dead_since or now
