"""The twin of Stability AI's privacy desk: it confirms receipt, and soon that it is done."""

from optout.rehearsal.addressee import Addressee, Case
from optout.rehearsal.pages import Site

_DONE = """Hello,

thank you for writing to us. Your request has been completed; the works
that you named will not be used for training.

The Stability AI privacy team
"""
_RECEIVED = """Hello,

we have received your request and will get back to you.

The Stability AI privacy team
"""


class Twin(Addressee):
    """Does as it is asked within two weeks."""

    site = Site("Stability AI", choices="/")
    address = "privacy@stability.ai"

    def asked(self, case: Case) -> None:
        self.says(case, "received", _RECEIVED, self.after(0.1, 1))
        self.does(case, _DONE, self.after(4, 14))
