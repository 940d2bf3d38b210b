"""eraser: a YAML file of data brokers, with dated notes on what became of letters to them.

Format: ``brokers.yaml`` of github.com/drumandbytes/eraser (MIT), read 2026-11-20.
"""

import re
from datetime import date
from pathlib import Path
from typing import Any

from optout.catalog.definition import Sureness
from optout.catalog.importing.companies.countries import UNKNOWN
from optout.catalog.importing.companies.domains import own_site
from optout.catalog.importing.companies.entry import ByHand, Entry, ListName
from optout.catalog.importing.companies.source_file import Found, Origin, bounded, opened
from optout.catalog.importing.companies.strict import Line, Strict, Text, record_of
from optout.catalog.importing.companies.texts import (
    host_in,
    identity_of,
    mail_in,
    name_in,
    page_in,
    shortened,
)
from optout.catalog.importing.faults import Unusable
from optout.catalog.yaml_tree import Unreadable, read_tree

SUFFIXES = (".yaml", ".yml")
_MOST_BYTES = 4 * 1024 * 1024
_COUNTRIES = {"us": "US", "eu": "EU", "uk": "GB", "gb": "GB", "global": UNKNOWN}
_MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{3,190}[A-Za-z]")
_NOT_READ = re.compile(
    r"bounc|no longer (?:in use|used|monitored|part of)|n[o']t (?:being )?monitored|unmonitored", re.I
)
_CLOSED = re.compile(
    r"do not contact|defunct|company is gone|has ceased operations|ceased operating|out of business",
    re.I,
)
_DEVICES = "device-id-only"
_GONE = "its list says that it is no more, or is not to be written to"
_FORM = "Ask there for deletion."
_NO_MAIL = "A letter to this broker came back: only its form is left."
_DEVICE = "It knows devices only: you need the advertising id of yours."
_MINUTES = 10


class Broker(Strict):
    id: Line
    name: Line
    email: Line = ""
    website: Line = ""
    opt_out_url: Line = ""
    region: Line = ""
    category: Line = ""
    notes: Text = ""


def read(path: Path, today: date, found: Found) -> None:
    """Add what the file says to ``found``. Raises ``Unusable`` where it is not such a list."""
    raw, origin = opened(path, _MOST_BYTES, ListName.ERASER, today)
    for broker in _brokers(raw):
        name = broker.get("name") or broker.get("id") if isinstance(broker, dict) else None
        with found.reading(name or "an entry without a name"):
            found.entries.append(_entry(record_of(Broker, broker), origin))


def _brokers(raw: bytes) -> list[Any]:
    try:
        value = read_tree(raw, _MOST_BYTES).value
    except Unreadable as fault:
        raise Unusable(f"line {fault.line}", fault.what) from None
    brokers = value.get("brokers") if isinstance(value, dict) else None
    if not isinstance(brokers, list):
        raise Unusable("", "there is no list named brokers in it")
    return bounded(brokers)


def _entry(broker: Broker, origin: Origin) -> Entry:
    email, page = mail_in(broker.email), page_in(broker.opt_out_url)
    dead = _dead(broker, email)
    devices = broker.category == _DEVICES
    usable = email if email and email.lower() not in dead and not devices else None
    return Entry(
        **origin,
        key=shortened(broker.id, 200),
        name=name_in(broker.name),
        identity=_identity(broker, email, page),
        country=_COUNTRIES.get(broker.region.lower(), UNKNOWN),
        source=page,
        email=usable,
        sureness=Sureness.IMPORTED,
        by_hand=ByHand(page, _how(devices, dead, usable), _MINUTES) if page else None,
        dead=dead,
        gone=_GONE if _is_gone(broker) else None,
    )


def _how(devices: bool, dead: tuple[str, ...], usable: str | None) -> tuple[str, ...]:
    if devices:
        return (_FORM, _DEVICE)
    return (_FORM, _NO_MAIL) if dead and not usable else (_FORM,)


def _identity(broker: Broker, email: str | None, page: str | None) -> str:
    if host := host_in(broker.website):
        return own_site(host)
    if email:
        return identity_of(email)
    if page:
        return own_site(host_in(page))
    raise Unusable("", "it names neither a web site nor an e-mail address")


def _dead(broker: Broker, email: str | None) -> tuple[str, ...]:
    """The addresses that the notes say are not read: in a sentence, those before the words for it.

    Where it names none and the broker has an address, it speaks of that one. Where the broker has
    none any more, every address in the notes is one that was given up.
    """
    sentences = (_NOT_READ.split(one, 1) for one in re.split(r"[;.]\s|\s-\s", broker.notes))
    told = [said[0] for said in sentences if len(said) > 1]
    named = _MAIL.findall(" ".join(told) if email else broker.notes)
    if told and not named and email:
        named = [email]
    return tuple(sorted({one.lower() for one in named}))


def _is_gone(broker: Broker) -> bool:
    return bool(_CLOSED.search(broker.notes)) and not broker.email and not broker.opt_out_url
