"""A twin that mails a link after each request, and removes only what was confirmed by it."""

from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from optout.people.subject import Subject
from optout.rehearsal.books import Received
from optout.rehearsal.mailed_links import MailedLinks
from optout.rehearsal.people_search import PeopleSearch
from optout.rehearsal.twin import World


class LinkBroker(PeopleSearch):
    """``sender`` mails a link of ``link_path``; ``thanks`` is the heading when it is confirmed.

    With a ``question`` the link's page has that as heading and a ``button`` to press; without, opening
    the link confirms. The record goes within ``removal_days`` (least, most) of the confirmation.
    """

    sender: str
    link_path = "/confirm/"
    removal_days: tuple[int, int] = (2, 6)
    thanks: str
    question = ""
    button = ""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.links = MailedLinks(self, self.sender, self.link_path)

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        """The person got past the check and sent the form: a link is on its way."""
        entry = self.register.of(subject, at)
        if entry is not None:
            self.links.send(Received(at, entry.person, {}, {}), entry, subject.emails[0])

    async def confirm(self, request: Request) -> Response:
        token = request.path_params["token"]
        if not self.links.are_good(token):
            return self.site.page("This link has expired", status=410)
        if self.question and request.method == "GET":
            action = f"{self.link_path}{token}"
            form = f'<form action="{action}" method="post"><button>{self.button}</button></form>'
            return self.site.page(self.question, form)
        self.links.confirm(token, self.removal_days)
        return self.site.page(self.thanks)
