"""Ghost Gazette: the mail server takes the letter, and sends it back hours later."""

from optout.rehearsal.addressee import Addressee, Case
from optout.rehearsal.bounce_notice import bounce_notice
from optout.rehearsal.pages import Site

_HOST = "mx.ghost-gazette.example"


class Twin(Addressee):
    """Nobody reads the letters; only the server does."""

    site = Site("Ghost Gazette", choices="/")
    address = "privacy@ghost-gazette.example"

    def asked(self, case: Case) -> None:
        at = self.after(0.1, 0.9)
        notice = bounce_notice(case.raw, _HOST, at)
        self.world.post.put(notice, domain=_HOST, to=case.letter.answer_to, at=at)
        self.books.dead_since = self.books.dead_since or at
