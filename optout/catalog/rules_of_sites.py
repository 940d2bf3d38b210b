"""Rules about where a definition may lead: every address and mail stays with the provider."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from optout.catalog.definition import Provider
from optout.catalog.findings import Finding
from optout.catalog.loading import Definition
from optout.catalog.placeholders import placeholders
from optout.catalog.steps import ApiStep, AttestStep, HandStep, MailStep
from optout.catalog.verbs import every_verb
from optout.catalog.yaml_tree import Key
from optout.people.facts import IMPERSONAL

# Addresses that are wholly the person's or the listing's; checked when they are opened.
_WHOLE = re.compile(r"\{(x-listing-url|url|x-image-url)\}")
_LONGEST_PATTERN = 200


def _pages_stay(definition: Definition) -> Iterator[Finding]:
    for name, page in definition.provider.pages.items():
        if page.url and not _WHOLE.fullmatch(page.url):
            yield from _address_stays(definition, ("pages", name, "url"), page.url)


def _hand_stays(definition: Definition) -> Iterator[Finding]:
    """A person is led to no address of which the definition does not name the host."""
    for name in ("search", "submit", "confirm"):
        step = getattr(definition.provider, name)
        place, theirs = _by_person(name, step)
        if theirs and not _is_where_it_came_from(theirs.url, definition.provider):
            yield from _address_stays(definition, place, theirs.url)


def _by_person(name: str, step: object) -> tuple[tuple[Key, ...], HandStep | AttestStep | None]:
    """Where the address stands to which a step leads the person, and what holds it."""
    if isinstance(step, ApiStep):
        return (name, "by_hand", "url"), step.by_hand
    return (name, "url"), step if isinstance(step, HandStep | AttestStep) else None


def _hand_tells_its_needs(definition: Definition) -> Iterator[Finding]:
    for name in ("search", "submit", "confirm"):
        place, step = _by_person(name, getattr(definition.provider, name))
        if isinstance(step, HandStep):
            for one in placeholders(step.url):
                if one.meaning not in step.needs:
                    needs = ".".join(map(str, (*place[:-1], "needs")))
                    what = f"the address discloses {one.meaning!r}, which {needs} does not list"
                    todo = f"Add {one.meaning!r} to {needs}, or take it out of the address."
                    yield definition.finding(place, what, todo)


def _filled_forms_have_needs(definition: Definition) -> Iterator[Finding]:
    for name in ("search", "submit", "confirm"):
        place, step = _by_person(name, getattr(definition.provider, name))
        if isinstance(step, HandStep) and step.fills and not set(step.needs) - IMPERSONAL:
            what = "the form is to be filled, and needs lists nothing to fill in"
            yield definition.finding((*place[:-1], "fills"), what, "List in needs what it asks for.")


def _is_where_it_came_from(url: str, provider: Provider) -> bool:
    """Where an imported definition sends a person its own catalog says, and nothing is told there."""
    return provider.origin is not None and url == provider.origin.opt_out_url


def _address_stays(definition: Definition, place: tuple[Key, ...], url: str) -> Iterator[Finding]:
    host = _host(url)
    if host is None:
        yield definition.finding(
            place, "not a https address with a fixed host", "Write https://HOST/PATH."
        )
    elif not definition.provider.speaks_for(host):
        what = f"{host} is not one of the provider's domains"
        yield definition.finding(place, what, "Add it to domains if it is the provider's own.")


def _host(url: str) -> str | None:
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    plain = parts.scheme == "https" and "@" not in parts.netloc and "{" not in parts.netloc
    return host if plain else None


def _letters_stay(definition: Definition) -> Iterator[Finding]:
    for name in ("search", "submit", "confirm"):
        step = getattr(definition.provider, name)
        if isinstance(step, MailStep) and not definition.provider.speaks_for(_mail_domain(step)):
            what = f"{_mail_domain(step)} is not one of the provider's domains"
            yield definition.finding(
                (name, "to"), what, "Add it to domains if the provider reads there."
            )


def _mail_domain(step: MailStep) -> str:
    return step.to.rpartition("@")[2].lower()


def _mail_patterns(definition: Definition) -> Iterator[Finding]:
    mail = definition.provider.mail
    if mail and mail.link_path and not mail.link_path.startswith("/"):
        yield definition.finding(("mail", "link_path"), "the path does not start with /", "Write /PATH.")
    for name in ("mail", "codes"):
        expected = getattr(definition.provider, name)
        if expected and expected.code and not _has_one_group(expected.code):
            what = f"not a regular expression of at most {_LONGEST_PATTERN} characters with one group"
            yield definition.finding((name, "code"), what, "Put ( ) around the code and nothing else.")


def _has_one_group(pattern: str) -> bool:
    try:
        return len(pattern) <= _LONGEST_PATTERN and re.compile(pattern).groups == 1
    except re.error:
        return False


def _confirmation_has_its_mail(definition: Definition) -> Iterator[Finding]:
    provider = definition.provider
    if provider.mail and provider.mail.expects == "link" and not _opens_link(provider):
        what = "the mail brings a link that no step of confirm opens"
        yield definition.finding(("confirm",), what, "Add a step with open: link.")


def _opens_link(provider: Provider) -> bool:
    flow = getattr(provider.confirm, "flow", None)
    return flow is None or any(verb.open == "link" for verb in every_verb(flow))


RULES = (
    _pages_stay,
    _hand_stays,
    _hand_tells_its_needs,
    _filled_forms_have_needs,
    _letters_stay,
    _mail_patterns,
    _confirmation_has_its_mail,
)
