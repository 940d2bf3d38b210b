"""Stern Files: will not do it, and will not do it on appeal either."""

from optout.rehearsal.addressee import Addressee, Case
from optout.rehearsal.pages import Site

_REFUSED = """Dear Sir or Madam,

we have considered your request and must decline it. The records that we hold are publicly available
information from government registers, which is exempt from the law that you rely on. We will not
delete them.

Stern Files, legal department
"""
_REFUSED_AGAIN = """Dear Sir or Madam,

we have reviewed your appeal. Our decision stands: your request remains denied, because publicly
available information is exempt. You may contact the attorney general of your state.

Stern Files, legal department
"""


class Twin(Addressee):
    """Refuses within ten days, and an appeal within a month."""

    site = Site("Stern Files", choices="/")
    address = "privacy@stern-files.example"

    def asked(self, case: Case) -> None:
        self.says(case, "refused", _REFUSED, self.after(4, 10))

    def appealed(self, case: Case) -> None:
        self.says(case, "refused", _REFUSED_AGAIN, self.after(15, 28))
