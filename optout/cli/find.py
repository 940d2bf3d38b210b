"""``optout find``: where are the person's own things? Place by place, each answer proven or not."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option, progress
from optout.errors import Locked

if TYPE_CHECKING:
    from optout.catalog.catalog import Catalog
    from optout.cli.find_choice import Choice
    from optout.people.subject import Subject
    from optout.running.finding import Search
    from optout.running.installation import Installation
    from optout.running.roster import Enrolled
    from optout.settings import Settings

_SECONDS = 420.0
"""The most that one place may take: a look for many things, with pauses between the questions."""


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose things are looked for; ``person`` is None where they are not enrolled."""

    subject: "Subject" = field(repr=False)
    person: "Enrolled | None" = None
    installation: "Installation | None" = None


@click.command()
@click.option("--subject", "whose", metavar="FILE|ID", help="A profile, or an enrolled subject's id.")
@click.option("--in", "named", multiple=True, metavar="PLACES", help="Names, parquet:PATH, csv:PATH.")
@click.option(
    "--dataset", "datasets", multiple=True, metavar="SLUG[=FOLDER]", help="Whose files these are."
)
@click.option(
    "--bookmark",
    type=click.Path(path_type=Path),
    help="Where a look through files goes on after a stop.",
)
@click.option("--twins", is_flag=True, help="Ask simulated stand-ins on this machine; nothing leaves.")
@click.option("--past", is_flag=True, help="List what earlier looks told to whom; look for nothing.")
@click.option("--dry-run", is_flag=True, help="Show who would be told what, and ask nobody.")
@json_option
def find(
    whose: str | None,
    named: tuple[str, ...],
    datasets: tuple[str, ...],
    bookmark: Path | None,
    twins: bool,
    past: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Look a subject's own things up: addresses of pages and images, domains, accounts, repositories.

    PLACES are separated by commas; without --in every place is asked that has a name. Places on a
    network are asked only for who is enrolled; local files tell nobody anything.
    """
    from optout.catalog.catalog import load_catalog
    from optout.cli import find_words
    from optout.cli.find_choice import chosen_places
    from optout.cli.session import settings
    from optout.running.finding_shards import refuse_unwritable

    if past:
        _tell_past(whose, as_json)
        return
    chosen = settings()
    catalog = load_catalog(chosen.providers, chosen.imported)
    choice = chosen_places(catalog, named, datasets)
    refuse_unwritable(bookmark)
    with ExitStack() as closing:
        known = _whose(closing, whose, chosen, choice, at_home=twins or dry_run)
        if dry_run:
            plan = find_words.plan(known.subject, choice, chosen.secrets)
            emit(plan, as_json, lambda: find_words.planned(plan))
            return
        from optout.running.finding import find as find_things

        prepared = _simulated(catalog, choice, known) if twins else _real(chosen, choice, known)
        search = closing.enter_context(prepared)
        found = list(find_things(replace(search, bookmark=bookmark), progress))
    value = [find_words.value(one) for one in found]
    emit(value, as_json, lambda: find_words.words(found, catalog, known.person is not None))


def _tell_past(subject: str | None, as_json: bool) -> None:
    from optout.cli.find_past import past, past_words
    from optout.cli.session import database

    with database() as opened, opened.transaction(write=False) as tx:
        looks = past(tx, subject)
    emit(looks, as_json, lambda: past_words(looks))


def _whose(
    closing: ExitStack, whose: str | None, settings: "Settings", choice: "Choice", *, at_home: bool
) -> Whose:
    """``at_home``: nothing will leave, so that a file need not be anybody's who is enrolled."""
    from optout.people.profile import read_profile
    from optout.running.finding_person import enrolled_as, is_set_up, only_one

    if whose is None or _is_id(whose):
        opened = _opened(closing, settings)
        person = opened.roster.get(whose) if whose else only_one(opened)
        return Whose(person.subject, person, opened)
    subject = read_profile(Path(whose))
    if at_home or not is_set_up(settings):
        return Whose(subject)
    try:
        opened = _opened(closing, settings)
    except Locked:
        if choice.places:
            raise
        return Whose(subject)
    same = enrolled_as(opened, subject)
    if same is None:
        return Whose(subject)
    if same.subject != subject:
        progress("The file says more or less than is enrolled; looked for is what is enrolled.")
    return Whose(same.subject, same, opened)


def _is_id(whose: str) -> bool:
    return whose.startswith("s-") and not Path(whose).exists()


def _opened(closing: ExitStack, settings: "Settings") -> "Installation":
    from optout.cli.session import installation

    return closing.enter_context(installation(settings))


@contextmanager
def _real(settings: "Settings", choice: "Choice", known: Whose) -> "Iterator[Search]":
    """The real places, for who is enrolled; local files for anybody."""
    from optout.channels.web.browser_path import require_browser
    from optout.clock import SystemClock
    from optout.network import Network
    from optout.running.finding import Keeper, Search
    from optout.running.finding_looks import EnrolledLooks
    from optout.running.reach import Reach

    at = SystemClock().now()
    if known.installation is None or known.person is None:
        yield Search(known.subject, at, choice.places, choice.shards)
        return
    network = Network(secrets=dict(settings.secrets), sites=settings.sites, contact=settings.contact)
    find_browser = lambda: require_browser(settings.browser).path  # noqa: E731 - handed on
    reach = Reach(network, known.installation.catalog, find_browser, attempt_seconds=_SECONDS)
    try:
        yield Search(
            known.subject,
            at,
            choice.places,
            choice.shards,
            EnrolledLooks(known.installation, known.person, reach),
            Keeper(known.installation, known.person),
            settings.secrets,
        )
    finally:
        reach.close()


@contextmanager
def _simulated(catalog: "Catalog", choice: "Choice", known: Whose) -> "Iterator[Search]":
    from optout.clock import SystemClock
    from optout.rehearsal.stand_ins import stand_ins
    from optout.running.finding import Search

    if not choice.places:
        yield Search(known.subject, SystemClock().now(), (), choice.shards)
        return
    with stand_ins(catalog, choice.places, known.subject) as there:
        yield Search(
            known.subject,
            there.at,
            choice.places,
            choice.shards,
            there.looks,
            secrets=there.secrets,
            simulated=True,
        )
