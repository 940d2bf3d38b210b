"""An organisation of the lists as a provider of ours: how it is asked, and how sure that is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from optout.catalog.definition import Kind, Origin, Provider, Source, Sureness, Tier
from optout.catalog.importing.companies.domains import is_shared, site_of
from optout.catalog.importing.companies.entry import Entry, Needs
from optout.catalog.importing.companies.lists import LISTS
from optout.catalog.importing.companies.merging import Organisation
from optout.catalog.importing.companies.slug import slug_of_identity
from optout.catalog.steps import HandStep, MailStep
from optout.requests.rights import Right

_SURENESS = list(Sureness)
_NEVER_SEEN = "Imported from a list of addresses; nobody here has asked there, or seen an answer."
_UNKNOWN_WAY = "No list names a way to ask that can be used."
_MOST_NOTES, _MOST_SOURCES = 12, 40
_NEEDED: Needs = {"name": "required", "email": "required"}
_OF_BROKERS: Needs = {"address-level2": "optional", "address-level1": "optional"}


def provider_of(organisation: Organisation) -> Provider:
    """The provider; retired where nothing is known by which it could be asked."""
    asked = _asked(organisation.entries)
    told = asked or replace(organisation.entries[0], email=None, by_hand=None)
    return Provider(
        slug=slug_of_identity(organisation.identity),
        name=_name(organisation),
        kind=_kind(organisation.entries),
        country=_country(organisation.entries, told),
        domains=_domains(organisation.identity, told),
        origin=_origin(told),
        tier=Tier.IMPORTED if asked else Tier.RETIRED,
        retired_because=None if asked else _why_not(organisation.entries),
        right=Right.DELETE,
        tracks="standing",
        submit=_submit(told, organisation),
        sources=tuple(_source(entry) for entry in organisation.entries[:_MOST_SOURCES]),
        never_seen_live=_NEVER_SEEN,
        notes=" ".join(list(dict.fromkeys(_notes(organisation.entries)))[:_MOST_NOTES]),
    )


def _asked(entries: Sequence[Entry]) -> Entry | None:
    """The entry by which it is asked: the surest address that is read, otherwise a page.

    What one list knows to be unread or closed holds for all lists.
    """
    dead = {address for entry in entries for address in entry.dead}
    open_ = [] if any(entry.gone for entry in entries) else entries
    letters = [entry for entry in open_ if entry.email and entry.email.lower() not in dead]
    pages = [replace(entry, email=None) for entry in open_ if entry.by_hand]
    return min(letters or pages, key=_order, default=None)


def _order(entry: Entry) -> tuple[int, str, str]:
    return _SURENESS.index(entry.sureness), entry.list, entry.key


def _why_not(entries: Sequence[Entry]) -> str:
    why = next((entry.gone for entry in entries if entry.gone), None)
    return f"{why[0].upper()}{why[1:]}." if why else _UNKNOWN_WAY


def _name(organisation: Organisation) -> str:
    """As the first entry of the organisation itself has it; the shortest of several sites' names."""
    own = [one for one in organisation.entries if one.identity == organisation.identity]
    name = min((one.name for one in own), key=lambda name: (len(name), name))
    return name if len(name) > 1 else f"{name} ({organisation.identity})"


def _kind(entries: Sequence[Entry]) -> Kind:
    """A broker is one whoever else lists it."""
    kinds = {LISTS[entry.list].kind for entry in entries}
    return Kind.DATA_BROKER if Kind.DATA_BROKER in kinds else Kind.COMPANY


def _country(entries: Sequence[Entry], told: Entry) -> str:
    known = [one.country for one in (told, *entries) if one.country not in ("ZZ", "EU")]
    return known[0] if known else told.country


def _domains(identity: str, told: Entry) -> tuple[str, ...]:
    """Its own, and that of its address, unless anybody may have one there."""
    mail = site_of(told.email.rpartition("@")[2]) if told.email else None
    own = site_of(identity.rpartition("@")[2])
    return (own,) if mail is None or mail == own or is_shared(mail) else (own, mail)


def _submit(told: Entry, organisation: Organisation) -> MailStep | HandStep:
    if told.email:
        return MailStep.model_validate(
            {
                "channel": "mail",
                "to": told.email,
                "language": told.language,
                "needs": _needs(told, organisation),
            }
        )
    if told.by_hand:
        by_hand = told.by_hand
        return HandStep(
            channel="hand", url=by_hand.url, instructions=by_hand.instructions, minutes=by_hand.minutes
        )
    site = _domains(organisation.identity, told)[0]
    why = f"Do not ask there. {_why_not(organisation.entries)}"
    return HandStep(channel="hand", url=f"https://{site}/", instructions=(why,), minutes=1)


def _needs(told: Entry, organisation: Organisation) -> Needs:
    """What its list says it asks for; else name and address, and the place for brokers."""
    if told.needs:
        return {"name": "required", **told.needs}
    brokers = _OF_BROKERS if _kind(organisation.entries) == Kind.DATA_BROKER else {}
    return {**_NEEDED, **brokers}


def _origin(told: Entry) -> Origin:
    its = LISTS[told.list]
    return Origin(
        catalog=its.title,
        licence=its.licence,
        file=told.file,
        version=told.version,
        opt_out_url=told.by_hand.url if told.by_hand else None,
        sureness=told.sureness if told.email else None,
    )


def _source(entry: Entry) -> Source:
    what = f"{LISTS[entry.list].title}: {entry.name}, in {entry.file}, version {entry.version}"
    return Source(what=what, url=entry.source, as_of=entry.read_on)


def _notes(entries: Sequence[Entry]) -> Iterator[str]:
    dead = sorted({address for entry in entries for address in entry.dead})
    if dead:
        yield f"Not used, because letters to them come back or are not read: {', '.join(dead)}."
    for entry in entries:
        yield from entry.notes
