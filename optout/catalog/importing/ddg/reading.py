"""The format's descriptions of records as rows, fields and what identifies a record."""

import re

from cssselect import HTMLTranslator, SelectorError

from optout.catalog.importing.ddg.actions import ExtractAction, ProfileMatch
from optout.catalog.importing.ddg.meanings import FORM, READ
from optout.catalog.importing.ddg.profile import FieldSpec, PlaceSpec, Profile, UrlSpec
from optout.catalog.importing.faults import Unusable, at
from optout.catalog.patterns import UnusablePattern, mark
from optout.catalog.reading import Extract, Identity, Reading, Rows
from optout.catalog.selectors import is_xpath

_TEMPLATE = re.compile(r"\$\{([^{}|]*)(?:\|[^{}]*)?\}")


def extract_of(action: ExtractAction, place: str) -> Extract:
    """How the action reads a result list."""
    url = action.profile.profile_url
    with at(place):
        return Extract(
            row=action.selector,
            fields=_fields(action.profile, place),
            key=_key(url, f"{place}.profile.profileUrl"),
            identity=_identity(url, f"{place}.profile.profileUrl"),
            none=action.no_results_selector,
        )


def rows_of(match: ProfileMatch, place: str) -> Rows:
    """The rows among which the person's own is looked for."""
    with at(place):
        return Rows(row=match.selector, fields=_fields(match.profile, place))


def _fields(profile: Profile, place: str) -> dict[str, str | Reading]:
    fields: dict[str, str | Reading] = {}
    for name, meaning in READ.items():
        spec = getattr(profile, name)
        if spec is None:
            continue
        for part, how in _parts(meaning, spec):
            if part in fields:
                raise Unusable(f"{place}.profile", f"two fields are read as {part!r}")
            fields[part] = _reading(how, f"{place}.profile")
    if "name" not in fields and "family-name" not in fields:
        raise Unusable(f"{place}.profile", "no name is read, so that nobody can be recognised")
    return fields


def _parts(meaning: str, spec: FieldSpec | PlaceSpec) -> list[tuple[str, FieldSpec | PlaceSpec]]:
    if isinstance(spec, FieldSpec) or spec.selector is not None:
        return [(meaning, spec)]
    given = (("address-level2", spec.city), ("address-level1", spec.state))
    return [(part, how) for part, how in given if how is not None]


def _reading(spec: FieldSpec | PlaceSpec, place: str) -> str | Reading:
    reading = Reading(
        at=spec.selector or ".",
        every=spec.find_elements,
        before=spec.before_text,
        after=spec.after_text,
        separator=spec.separator,
        attribute=spec.attribute,
    )
    for given in (reading.before, reading.after, reading.separator):
        _refuse_unusable(given, place)
    return reading if reading != Reading(at=reading.at) else reading.at


def _refuse_unusable(given: str | None, place: str) -> None:
    try:
        if given is not None:
            mark(given)
    except UnusablePattern as fault:
        raise Unusable(place, str(fault)) from None


def _key(url: UrlSpec | None, place: str) -> str | None:
    """None where rows have no address of their own, or the page they are on is their address."""
    if url is None or url.source is not None:
        return None
    if url.attribute in (None, "href"):
        return url.selector
    return f"({_as_xpath(url.selector or '.', place)})/@{_attribute(str(url.attribute), place)}"


def _as_xpath(selector: str, place: str) -> str:
    try:
        return selector if is_xpath(selector) else HTMLTranslator().css_to_xpath(selector, prefix=".//")
    except SelectorError:
        raise Unusable(place, "a selector that is none") from None


def _attribute(name: str, place: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_-]*", name):
        raise Unusable(place, f"{name!r} is no attribute")
    return name


def _identity(url: UrlSpec | None, place: str) -> Identity | None:
    """None where the whole address, or for ``hash`` the record itself, is what identifies it."""
    if url is None or url.identifier is None or url.identifier_type in (None, "hash"):
        return None
    if url.identifier_type == "param":
        return Identity(part="parameter", name=url.identifier)
    unknown = [key for key in _TEMPLATE.findall(url.identifier) if key != "id" and key not in FORM]
    if unknown:
        raise Unusable(place, f"unknown template key {unknown[0]!r}")
    return Identity(part="path", name=url.identifier)
