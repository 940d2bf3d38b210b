"""How a list may word a fact: a state's code or name, a month's number or name. Pure."""

from optout.channels.web.formats import other_country
from optout.channels.web.forms.choices import month_names
from optout.channels.web.regions import other_form


def spellings(fact: str) -> tuple[str, ...]:
    """``fact`` as a list may offer it, folded, the likeliest first."""
    plain = folded(fact)
    others = (other_form(fact) or "", other_country(fact) or "", plain.lstrip("0"), plain.zfill(2))
    return (plain, *(folded(other) for other in others if other))


def offered(meaning: str, fact: str) -> tuple[str, ...]:
    """The same, with the names of the month where ``fact`` is its number."""
    is_month = meaning == "bday-month" and fact.isdecimal() and 1 <= int(fact) <= 12
    return (*spellings(fact), *(month_names(int(fact)) if is_month else ()))


def folded(text: str) -> str:
    """Without what case and spaces say."""
    return " ".join(text.casefold().split())
