"""A twin without a removal form of its own: it shows what its parent shows, and follows it."""

from datetime import datetime, timedelta

from optout.rehearsal.people_search import PeopleSearch
from optout.rehearsal.twin import World


class ChildSite(PeopleSearch):
    """Removes some days after its parent, whose domain is ``parent_domain``, decided to."""

    parent_domain: str
    follows_within = (1, 4)
    """Days after the parent, least and most."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        world.takedowns.listen(self.parent_domain, self._follow)

    def _follow(self, person: str, when: datetime) -> None:
        entry = self.register.with_key(person, self.now)
        if entry is not None:
            self.remove_at(entry, when + timedelta(days=self.rng.uniform(*self.follows_within)))
