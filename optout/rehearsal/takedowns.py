"""The word between twins of one family: what the parent takes down goes at its children too."""

from collections import defaultdict
from collections.abc import Callable
from datetime import datetime

Heard = Callable[[str, datetime], None]


class Takedowns:
    """Passes on whose record a site decided to take down, and from when. Sites are named by domain."""

    def __init__(self) -> None:
        self._ears: dict[str, list[Heard]] = defaultdict(list)

    def listen(self, domain: str, heard: Heard) -> None:
        """Call ``heard(person, when)`` whenever the site at ``domain`` decides one."""
        self._ears[domain].append(heard)

    def tell(self, domain: str, person: str, when: datetime) -> None:
        """The site at ``domain`` stops showing ``person`` (a twins' key) at ``when``."""
        for heard in self._ears[domain]:
            heard(person, when)
