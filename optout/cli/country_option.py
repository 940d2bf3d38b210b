"""The option ``--country``."""

from optout.errors import WrongInput


def country_code(given: str | None) -> str | None:
    """The code of ISO 3166-1 in upper case; None where none is given. ``WrongInput`` for no country."""
    from optout.people.countries import COUNTRIES

    if given is None or given.upper() in COUNTRIES:
        return given.upper() if given else None
    raise WrongInput(f"There is no country {given[:40]!r}.", todo="Give two letters, such as DE or IE.")
