"""The wish in /.well-known/tdmrep.json: all text and data mining is reserved. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from optout.errors import WrongInput
from optout.signals.tdmrep import NotTdmrep, TdmRule, rules
from optout.signals.tdmrep_writing import reserving

_WHOLE_SITE = ("", "/", "/*", "*")


@dataclass(frozen=True, slots=True)
class TdmWish:
    """The first rule that fits an address decides about it."""

    file: str = ".well-known/tdmrep.json"
    lines: tuple[str, ...] = ('[{"location": "/", "tdm-reservation": 1}]',)

    def lacks(self, text: str) -> str | None:
        """A rule that reserves nothing somewhere; rules behind one for the whole site never count."""
        try:
            return _open(rules(text))
        except NotTdmrep as error:
            return f"tdmrep.json cannot be read: {error}"

    def in_the_way(self, text: str) -> str | None:
        return self.lacks(self.added_to(text))

    def added_to(self, text: str) -> str:
        """Narrower rules stay."""
        try:
            return reserving(text if text.strip() else None)
        except NotTdmrep as error:
            raise WrongInput(f"The tdmrep.json that is there cannot be read: {error}.") from None


def _open(said: Sequence[TdmRule]) -> str | None:
    for rule in said:
        if rule.reservation != 1:
            return f"rule {rule.number} reserves nothing"
        if rule.location in _WHOLE_SITE:
            return None
    return "no rule is about the whole site"
