"""Checks a whole catalog: what loading finds, and the rules that need more than one file."""

from collections.abc import Callable, Iterator
from datetime import date

from optout.catalog import rules_of_flows, rules_of_sites
from optout.catalog.catalog import Catalog
from optout.catalog.code_fault import code_fault
from optout.catalog.definition import Provider, Tier
from optout.catalog.findings import Finding, WrongDefinition
from optout.catalog.loading import Definition
from optout.catalog.steps import ApiStep
from optout.errors import WrongInput

Rule = Callable[[Definition], Iterator[Finding]]


def check_catalog(catalog: Catalog, today: date) -> list[Finding]:
    """Every fault of every definition, sorted. Imports the flows of API steps and all twins.

    Organisations imported from lists have no file that somebody could mend: importing checks them.
    """
    findings: list[Finding] = []
    definitions: list[Definition] = []
    for slug in catalog.in_folders:
        try:
            definitions.append(catalog.definition(slug))
        except WrongDefinition as error:
            findings += error.findings
    for definition in definitions:
        findings += _check_one(definition, catalog, today)
    return sorted([*findings, *_shared_domains(definitions)])


def _check_one(definition: Definition, catalog: Catalog, today: date) -> Iterator[Finding]:
    for rule in (*rules_of_flows.RULES, *rules_of_sites.RULES, _twin_exists):
        yield from rule(definition)
    yield from _dates_are_past(definition, today)
    yield from _parent_exists(definition, catalog)
    yield from _flow_has_methods(definition, catalog)
    yield from _twin_is_importable(definition, catalog)


def _twin_exists(definition: Definition) -> Iterator[Finding]:
    twin = definition.path.parent / "twin" / "__init__.py"
    if definition.provider.tier == Tier.REHEARSED and not twin.is_file():
        what = "tier rehearsed, but there is no twin/__init__.py to rehearse with"
        yield definition.finding(("tier",), what, "Add the twin, or set the tier to draft.")


def _twin_is_importable(definition: Definition, catalog: Catalog) -> Iterator[Finding]:
    folder = definition.path.parent
    file = folder / "twin" / "__init__.py"
    if not file.is_file():
        return
    try:
        catalog.twin_of(definition.provider.slug)
    except WrongInput as error:
        yield Finding(file, 1, "", error.what.rstrip("."), "Add the class Twin.")
    except Exception as error:  # a contributor's code: whatever it raises is a finding, not our end
        fault = code_fault(error, folder, file)
        what = f"the twin cannot be imported ({fault.what})"
        yield Finding(fault.path, fault.line, "", what, "Mend its code.")


def _dates_are_past(definition: Definition, today: date) -> Iterator[Finding]:
    provider = definition.provider
    for number, source in enumerate(provider.sources):
        if source.as_of > today:
            place = ("sources", number, "as_of")
            yield definition.finding(place, "the date is in the future", "Give the day you read it.")
    if provider.verified_on and provider.verified_on > today:
        yield definition.finding(("verified_on",), "the date is in the future", "Give the canary's day.")


def _parent_exists(definition: Definition, catalog: Catalog) -> Iterator[Finding]:
    parent = definition.provider.parent
    if parent == definition.provider.slug:
        yield definition.finding(("parent",), "a provider is not its own parent", "Remove the key.")
    elif parent and parent not in catalog:
        what = f"there is no provider {parent!r}"
        yield definition.finding(("parent",), what, "Add the parent's definition or remove the key.")


def _flow_has_methods(definition: Definition, catalog: Catalog) -> Iterator[Finding]:
    provider = definition.provider
    for name in ("search", "submit", "confirm"):
        if isinstance(getattr(provider, name), ApiStep):
            yield from _flow_has(name, definition, catalog)


def _flow_has(method: str, definition: Definition, catalog: Catalog) -> Iterator[Finding]:
    try:
        flow = catalog.flow_of(definition.provider.slug)
    except WrongInput as error:
        yield definition.finding(
            (method,), f"an API step needs flow.py: {error.what.rstrip('.')}", error.todo
        )
    except Exception as error:  # a contributor's code: whatever it raises is a finding, not our end
        what = f"flow.py cannot be imported ({type(error).__name__})"
        yield definition.finding((method,), what, "Import it in Python to see why.")
    else:
        if not callable(getattr(flow, method, None)):
            what = f"the class Flow in flow.py has no method {method!r}"
            yield definition.finding((method,), what, f"Add: async def {method}(self, ...).")


def _shared_domains(definitions: list[Definition]) -> Iterator[Finding]:
    """Imported ones may be what we have too: then ours is asked (``Catalog.covered``)."""
    owners: dict[str, Provider] = {}
    for definition in (one for one in definitions if one.provider.origin is None):
        for number, domain in enumerate(definition.provider.domains):
            owner = owners.setdefault(domain, definition.provider)
            if not _related(owner, definition.provider):
                what = f"{domain} is claimed by {owner.slug!r} too"
                todo = "Remove it from one of them, or name the parent."
                yield definition.finding(("domains", number), what, todo)


def _related(one: Provider, other: Provider) -> bool:
    """Whether one names the other, or both name a third, as parent or as also needed."""
    shared = {one.slug, one.parent, *one.also} & {other.slug, other.parent, *other.also}
    return bool(shared - {None})
