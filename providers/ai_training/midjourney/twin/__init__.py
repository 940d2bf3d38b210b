"""The twin of Midjourney's privacy desk: it confirms receipt, and in some weeks that it is done."""

from optout.rehearsal.addressee import Addressee, Case
from optout.rehearsal.pages import Site

_DONE = """Hello,

thank you for writing to us. Your opt-out request has been completed: the addresses
that you named are excluded from training.

The Midjourney privacy team
"""
_RECEIVED = """Hello,

we have received your request and will get back to you.

The Midjourney privacy team
"""


class Twin(Addressee):
    """Does as it is asked within a month."""

    site = Site("Midjourney", choices="/")
    address = "privacy@midjourney.com"

    def asked(self, case: Case) -> None:
        self.says(case, "received", _RECEIVED, self.after(0.1, 1))
        self.does(case, _DONE, self.after(9, 28))
