"""What every broker's twin does: search, take submissions strictly, and keep books."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from optout.people.subject import Subject
from optout.rehearsal.books import Books, Fault, Received
from optout.rehearsal.forms import Filled, Form
from optout.rehearsal.pages import Site, paragraph
from optout.rehearsal.register import Entry, Register
from optout.rehearsal.twin import World

BAD_TOKEN = "Your session has expired. Please send the form again."  # noqa: S105 - a sentence
NO_RECORD = "We could not find that record."


class Broker:
    """The part that twins of listing brokers share; each twin adds its pages and its conduct.

    A record's page is at ``record_path`` followed by its id. Where there are ``relisting_days``, whom
    it removed it lists once more, between these days of the rehearsal.
    """

    site: Site
    domain: str
    record_path: str
    relisting_days: tuple[int, int] | None = None

    def __init__(self, world: World) -> None:
        self.world = world
        self.books = Books()
        self.rng = world.rng()
        self.register = Register(world, self.books, self.rng)
        self._tokens: set[str] = set()
        self._came_back: set[str] = set()
        self._in_process: list[tuple[Received, datetime]] = []

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    def receive_mail(self, raw: bytes, at: datetime) -> None:
        """A letter to a site that publishes no mail address: nobody reads it."""

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """Nothing here has to be done by hand, so nothing comes of it."""

    def serve(self, *routes: Route) -> Starlette:
        """The site's application; every other address is the site's own "not found"."""

        async def not_found(request: Request, error: Exception) -> Response:
            return self.site.not_found()

        return Starlette(routes=routes, exception_handlers={404: not_found})

    async def record(self, request: Request) -> HTMLResponse:
        """One record's page."""
        ident = request.path_params.get("ident") or request.query_params.get("id", "")
        entry = self.register.entry(ident, self.now)
        if entry is None:
            return self.site.page("Record not found", status=404)
        former = entry.subject.addresses[-1].locality
        return self.site.page(
            entry.name,
            paragraph(f"Age {entry.age}. Lives in {entry.city}, {entry.state}."),
            paragraph(f"Has lived in {former}. Full report: $19.95."),
        )

    def secret(self) -> str:
        """A new unguessable text, for tokens and links."""
        return f"{self.rng.randrange(16**16):016x}"

    def token(self) -> str:
        """A new token for a form; it can be spent once."""
        issued = self.secret()
        self._tokens.add(issued)
        return issued

    def form_page(
        self, title: str, form: Form, filled: Filled | None = None, problems: Sequence[str] = ()
    ) -> HTMLResponse:
        """The form, empty at first; with its errors and what was typed when it comes back."""
        values = filled.fields if filled else {}
        return self.site.page(title, form.html(values=values, problems=problems, token=self.token()))

    def record_url(self, entry: Entry) -> str:
        return f"https://{self.domain}{self.record_path}{entry.ident}"

    def entry_at(self, url: str) -> Entry | None:
        """The record whose page ``url`` is, if it is shown now."""
        parts = urlsplit(url.strip())
        ours = parts.hostname in (self.domain, f"www.{self.domain}")
        if not ours or not parts.path.startswith(self.record_path):
            return None
        return self.register.entry(parts.path.removeprefix(self.record_path), self.now)

    def search(self, filled: Filled) -> list[Entry]:
        """Write down what the search disclosed, and find."""
        given, family = _names(filled)
        self.note_search(filled, self.register.meant(given, family))
        return self.register.found(given, family, _state(filled), self.now)

    def note_search(self, filled: Filled, person: str) -> None:
        """Write down what was told to see a list; ``person`` is a twins' key or empty."""
        self.books.searched.append(
            Received(self.now, person, filled.fields, filled.meanings, filled.honeypots)
        )

    def problems_of(self, filled: Filled) -> list[str]:
        """What a form with a token was filled wrongly; spends the token."""
        expired = filled.token not in self._tokens
        self._tokens.discard(filled.token)
        return [*filled.problems, *([BAD_TOKEN] if expired else [])]

    def take(self, filled: Filled, entry: Entry | None, *more: str) -> tuple[Received, list[str]]:
        """Write a submission down; what is wrong with it, ``more`` included, comes second."""
        problems = [*self.problems_of(filled), *more]
        if entry is None:
            problems.append(NO_RECORD)
        received = Received(
            self.now, entry.person if entry else "", filled.fields, filled.meanings, filled.honeypots
        )
        received.accepted = not problems
        received.duplicate = received.accepted and self._is_in_process(received)
        self.books.received.append(received)
        return received, problems

    def take_press(self, entry: Entry | None) -> tuple[Received, list[str]]:
        """Write down a submission that is no more than a button pressed at a record."""
        return self.take(Filled({}, {}, honeypots=0, token=self.token(), problems=()), entry)

    def process(self, received: Received, until: datetime) -> None:
        """Until then an equal submission is a duplicate; a duplicate makes it no longer."""
        if not received.duplicate:
            self._in_process.append((received, until))

    def _is_in_process(self, new: Received) -> bool:
        return any(
            old.person == new.person and old.fields == new.fields and new.at < until
            for old, until in self._in_process
        )

    def remove_after(self, entry: Entry, days: tuple[int, int]) -> datetime:
        """Decide to stop showing the record within ``days`` (least, most) from now; when exactly."""
        return self.remove_at(entry, self.now + timedelta(days=self.rng.uniform(*days)))

    def remove_at(self, entry: Entry, when: datetime) -> datetime:
        """Stop showing the record at ``when``, or as decided before, and let the family know."""
        self.register.remove(entry, when)
        decided = entry.period.until or when
        self.world.takedowns.tell(self.domain, entry.person, decided)
        if self.relisting_days:
            self.list_again(entry, self.relisting_days)
        return decided

    def list_again(self, entry: Entry, days: tuple[int, int]) -> None:
        """Publish a removed person once more, between these days of the rehearsal, and only once."""
        back = self.world.day(self.rng.uniform(*days))
        gone = entry.period.until
        if gone is not None and gone < back and entry.person not in self._came_back:
            self._came_back.add(entry.person)
            self.register.relist(entry, back)

    def fault(self, kind: str, person: str | None = None) -> None:
        self.books.faults.append(Fault(self.now, person, kind))


def _names(filled: Filled) -> tuple[str, str]:
    """Given and family name, also where one box asks for both."""
    given, _, family = filled.value("name").partition(" ")
    return filled.value("given-name") or given, filled.value("family-name") or family


def _state(filled: Filled) -> str:
    """The state, also where one box asks for city and state."""
    return filled.value("address-level1") or filled.value("x-place").rpartition(",")[2]
