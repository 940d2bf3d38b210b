"""Accounts in a profile that alone bring nothing into its plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from optout.catalog.definition import Provider
from optout.people.accounts import is_account_at
from optout.people.facts import THINGS
from optout.report.forecast import Having
from optout.report.left_out import LeftOut, left_out


@dataclass(frozen=True, slots=True)
class IdleAccount:
    """``account`` is a domain as the profile names it.

    ``wants`` are the meanings that the profile lacks for what is there; without any, there is
    nobody to ask.
    """

    account: str
    wants: tuple[str, ...]


def idle_accounts(having: Having, offered: Sequence[Provider]) -> list[IdleAccount]:
    """The accounts that no provider on offer knows, or only such as ask about things not named."""
    found = []
    for account in having.accounts:
        known = [one for one in offered if _is_there(account, one)]
        if all(left_out(one, having) == LeftOut.THING for one in known):
            found.append(IdleAccount(account, _wanted(known, having)))
    return found


def _is_there(account: str, provider: Provider) -> bool:
    return is_account_at(account, (*provider.domains, *provider.account_domains))


def _wanted(providers: Sequence[Provider], having: Having) -> tuple[str, ...]:
    steps = (step for one in providers for step in (one.search, one.submit) if step is not None)
    needs = (meaning for step in steps for meaning in step.needs)
    return tuple(dict.fromkeys(one for one in needs if one in THINGS and one not in having))
