"""Annuaire Discret: says that it holds nothing, and holds it."""

from optout.rehearsal.addressee import Addressee, Case
from optout.rehearsal.pages import Site

_NOTHING = """Bonjour,

nous avons effectué des recherches dans nos fichiers. Nous ne détenons aucune donnée personnelle vous
concernant.

Cordialement,
Annuaire Discret, délégué à la protection des données
"""


class Twin(Addressee):
    """Its books go on listing the person: that it said so is true, what it said is not."""

    site = Site("Annuaire Discret", choices="/")
    address = "dpo@annuaire-discret.example"

    def asked(self, case: Case) -> None:
        at = self.after(6, 18)
        self.confirms(case, at)
        self.says(case, "not-found", _NOTHING, at)
