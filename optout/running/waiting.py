"""The requests that wait for mail, found by who writes and by what a mail quotes."""

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from optout.catalog.catalog import Catalog
from optout.catalog.definition import Provider
from optout.catalog.senders import mail_domains
from optout.catalog.steps import MailStep
from optout.channels.mail.reference import mail_reference
from optout.storage.requests import RequestRow

_LETTER = re.compile(r"\b(OPT-[A-Z2-7]{10})(?:\.([A-Za-z0-9_-]{1,80})@)?")


class Waiting:
    """Requests that an answer may belong to; also withdrawn ones, which may be taken up again.

    Each provider is looked at once, so that thousands of mails cost no more than their own reading.
    """

    def __init__(self, catalog: Catalog, rows: Iterable[RequestRow]) -> None:
        self._catalog = catalog
        self._rows: dict[str, list[RequestRow]] = {}
        for row in rows:
            if row.provider in catalog:
                self._rows.setdefault(row.provider, []).append(row)

    def rows_of(self, provider: str) -> list[RequestRow]:
        return self._rows[provider]

    def writing_from(self, *domains: str | None) -> list[Provider]:
        """The providers that write from one of these domains, or from one above it."""
        names = (name for domain in domains if domain for name in _and_above(domain))
        slugs = dict.fromkeys(slug for name in names for slug in self._by_domain.get(name, ()))
        return [self._catalog.get(slug) for slug in slugs]

    def quoted_in(self, references: Iterable[str]) -> dict[str, tuple[RequestRow, str | None]]:
        """By id the requests whose letters these Message-IDs or tokens name, each with the attempt."""
        found: dict[str, tuple[RequestRow, str | None]] = {}
        for token, attempt in _letters(references):
            row = self._by_token.get(token)
            if row is not None and (row.id not in found or attempt):
                found[row.id] = (row, attempt)
        return found

    @cached_property
    def _by_domain(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for slug in self._rows:
            for domain in senders_of(self._catalog.get(slug)):
                found.setdefault(domain, []).append(slug)
        return found

    @cached_property
    def _by_token(self) -> dict[str, RequestRow]:
        return {mail_reference(row.id): row for rows in self._rows.values() for row in rows}


def senders_of(provider: Provider) -> frozenset[str]:
    """The domains that the provider's mail comes from, also that of the code which a flow awaits."""
    codes = provider.codes.senders if provider.codes else ()
    domain = written_to(provider)
    return frozenset({*mail_domains(provider), *codes, *([domain] if domain else [])})


def written_to(provider: Provider) -> str | None:
    """The domain of the address that letters go to; None where it is not asked by letter."""
    step = provider.submit
    return step.to.rpartition("@")[2].lower() if isinstance(step, MailStep) else None


def _and_above(domain: str) -> Iterator[str]:
    labels = domain.lower().rstrip(".").split(".")
    return (".".join(labels[begin:]) for begin in range(len(labels)))


def _letters(references: Iterable[str]) -> Iterator[tuple[str, str | None]]:
    for one in references:
        for match in _LETTER.finditer(one):
            yield match[1], match[2]
