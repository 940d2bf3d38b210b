"""Patient Panels: takes its time, says so in time, and does it in the end."""

from optout.rehearsal.addressee import Addressee, Case
from optout.rehearsal.pages import Site

_RECEIVED = """Hello,

we have received your request and will look into it.

Patient Panels, privacy team
"""
_EXTENDED = """Hello,

because of the number of requests we need more time for yours. We are extending the period to respond
by a further 45 days, as the law allows, and will answer you by then.

Patient Panels, privacy team
"""
_DONE = """Hello,

thank you for bearing with us. All sorted at our end!

Patient Panels, privacy team
"""


class Twin(Addressee):
    """Receipt within two days, more time asked for after a month, done in the third month.

    That it is done it says in words of which only a person can be sure.
    """

    site = Site("Patient Panels", choices="/")
    address = "privacy@patient-panels.example"

    def asked(self, case: Case) -> None:
        self.says(case, "received", _RECEIVED, self.after(0.1, 2))
        self.says(case, "extended", _EXTENDED, self.after(30, 42))
        self.does(case, _DONE, self.after(62, 85))
