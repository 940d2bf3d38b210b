"""The desk behind falconllm@tii.ae, invented: it says that it got the letter, and later what it did."""

from optout.rehearsal.addressee import Addressee, Case
from optout.rehearsal.pages import Site

_RECEIVED = """Dear all,

thank you for your message. We have received your request and will review it.

The Falcon team
"""
_DONE = """Dear all,

the documents from the addresses that you named have been deleted from RefinedWeb. Your request is
complete.

The Falcon team
"""


class Twin(Addressee):
    """Holds everybody's pages until two to four weeks after the letter."""

    site = Site("Falcon LLM", choices="/")
    address = "falconllm@tii.ae"

    def asked(self, case: Case) -> None:
        self.says(case, "received", _RECEIVED, self.after(1, 3))
        self.does(case, _DONE, self.after(14, 28))
