"""Ausweis Archiv: wants to see an identity card before it does anything."""

from datetime import datetime

from optout.people.subject import Subject
from optout.rehearsal.addressee import Addressee, Case
from optout.rehearsal.pages import Site

_ASKED = """Guten Tag,

um Ihre Anfrage bearbeiten zu können, müssen wir Ihre Identität prüfen. Bitte senden Sie uns dazu eine
Kopie Ihres Personalausweises.

Mit freundlichen Grüßen
Ausweis Archiv, Datenschutz
"""
_DONE = """Guten Tag,

wir haben Ihre personenbezogenen Daten vollständig gelöscht. Ihre Anfrage ist damit abgeschlossen.

Mit freundlichen Grüßen
Ausweis Archiv, Datenschutz
"""


class Twin(Addressee):
    """What the person then sends by hand is enough for it, a blackened copy too."""

    site = Site("Ausweis Archiv", choices="/")
    address = "datenschutz@ausweis-archiv.example"

    def asked(self, case: Case) -> None:
        self.says(case, "asked", _ASKED, self.after(1, 3))

    def person_does(self, subject: Subject, url: str, at: datetime) -> None:
        case = self.case_of(subject)
        if case is not None and case.received.confirmed_at is None:
            self.does(case, _DONE, self.after(3, 9))
