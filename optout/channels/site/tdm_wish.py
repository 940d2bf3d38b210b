"""The wish in /.well-known/tdmrep.json: all text and data mining is reserved. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from optout.errors import WrongInput
from optout.signals.tdmrep import NotTdmrep, TdmRule, rule_for, rules
from optout.signals.tdmrep_writing import reserving


@dataclass(frozen=True, slots=True)
class TdmWish:
    """The first rule that fits an address decides about it."""

    file: str = ".well-known/tdmrep.json"
    lines: tuple[str, ...] = ('[{"location": "/", "tdm-reservation": 1}]',)

    def lacks(self, text: str, pages: Sequence[str]) -> str | None:
        try:
            said = rules(text)
        except NotTdmrep as error:
            return f"tdmrep.json cannot be read: {error}"
        return next((why for page in pages if (why := _open(said, page))), None)

    def added_to(self, text: str) -> str:
        """Narrower rules stay."""
        try:
            return reserving(text if text.strip() else None)
        except NotTdmrep as error:
            raise WrongInput(f"The tdmrep.json that is there cannot be read: {error}.") from None


def _open(said: Sequence[TdmRule], page: str) -> str | None:
    first = rule_for(said, page)
    if first is not None and first.reservation == 1:
        return None
    return f"rule {first.number} reserves nothing" if first else "no rule is about it"
