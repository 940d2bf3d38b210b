"""``optout rights which``: the laws that a person can use against a provider, and why."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.country_option import country_code
from optout.cli.output import emit, json_option

if TYPE_CHECKING:
    from optout.people.subject import Subject
    from optout.requests.rights import Right
    from optout.rights.choosing import Applies, Recipient
    from optout.rights.law import Law, Role

_VOLUNTARY = "No law of the table lets you ask this provider for it: the request is voluntary."
_ROLES = click.Choice(["person", "agent"])


@click.command()
@click.option("--subject", "profile", required=True, type=click.Path(path_type=Path), help="A profile.")
@click.option("--provider", "name", required=True, help="A provider's slug, or any company's name.")
@click.option("--right", "wanted", help="The right. Default: the provider's own, else delete.")
@click.option("--law", "named", help="Take this law, whatever the order; said where it does not apply.")
@click.option("--country", help="Where a company is that no definition describes, such as IE.")
@click.option("--role", type=_ROLES, default="person", show_default=True, help="Who asks.")
@json_option
def which(
    profile: Path,
    name: str,
    wanted: str | None,
    named: str | None,
    country: str | None,
    role: "Role",
    as_json: bool,
) -> None:
    """Say which laws give this person that right against this provider, the strongest first."""
    from optout.clock import SystemClock
    from optout.people.profile import read_profile
    from optout.rights.choosing import applicable, conditional

    subject, on = read_profile(profile), SystemClock().now().date()
    provider, right = _asked(name, country, wanted)
    found = applicable(subject, provider, right, on, role)
    only_if = conditional(subject, provider, right, on, role)
    answer = Answer(subject, provider, right, on, role, found, only_if)
    chosen = answer.overridden(named) if named else answer.strongest()
    emit(answer.as_json(chosen), as_json, lambda: answer.told(chosen))


def _asked(name: str, country: str | None, wanted: str | None) -> "tuple[Recipient, Right]":
    from optout.catalog.catalog import load_catalog
    from optout.cli.session import settings
    from optout.requests.rights import Right
    from optout.rights.choosing import Company
    from optout.rights.naming import right_named

    catalog = load_catalog(settings().providers, settings().imported)
    right = right_named(wanted) if wanted else None
    if name in catalog:
        provider = catalog.get(name)
        return provider, right or provider.right
    return Company(name, country_code(country)), right or Right.DELETE


@dataclass(frozen=True, slots=True)
class Chosen:
    """The law that a request would name; ``row`` is None for one that names none.

    ``applies`` is None where it depends on what only the person can know.
    """

    row: "Law | None"
    applies: bool | None
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What was asked, and every law that was found, strongest first."""

    subject: "Subject"
    provider: "Recipient"
    right: "Right"
    on: date
    role: "Role"
    found: "list[Applies]"
    conditional: "list[Applies]"

    def strongest(self) -> Chosen:
        usable = [one for one in self.found if one.law.through is None]
        if not usable:
            return Chosen(None, True, _VOLUNTARY)
        return Chosen(usable[0].law, True, usable[0].why)

    def overridden(self, named: str) -> Chosen:
        from optout.rights.naming import row_named
        from optout.rights.table import law

        slug, right = row_named(named, self.right)
        row = law(slug, right, self.on)
        for one in (*self.found, *self.conditional):
            if one.law == row:
                by_letter = row if row.through is None else None
                return Chosen(by_letter, None if one.only_if else True, _why(one))
        return Chosen(row, False, f"{slug} does not apply to this person and provider: do not claim it.")

    def as_json(self, chosen: Chosen) -> dict[str, object]:
        from optout.rights.jurisdictions import residence_of

        home = residence_of(self.subject, self.on)
        return {
            "provider": self.provider.name,
            "right": self.right,
            "residence": home.code if home else None,
            "chosen": self._chosen(chosen),
            "applies": [self._row(one) for one in self.found],
            "only_if": [self._row(one) for one in self.conditional],
            "instead": [{"law": law, "right": right} for law, right in self.instead()],
        }

    def instead(self) -> "list[tuple[str, Right]]":
        """Where no law gives this right: others that the person has here, with the strongest law."""
        from optout.requests.rights import Right

        if self.found:
            return []
        others = [(right, self._applicable(right)) for right in Right]
        return [(laws[0].law.slug, right) for right, laws in others if laws]

    def _applicable(self, right: "Right") -> "list[Applies]":
        from optout.rights.choosing import applicable

        return applicable(self.subject, self.provider, right, self.on, self.role)

    def _chosen(self, chosen: Chosen) -> dict[str, object]:
        slug = chosen.row.slug if chosen.row else None
        return {"law": slug, "applies": chosen.applies, "why": chosen.why}

    def _row(self, one: "Applies") -> dict[str, object]:
        from optout.rights.regulators import regulator_for
        from optout.rights.words import clock_words, doubts

        regulator = regulator_for(one.law, self.subject, self.provider.country)
        return {
            "law": one.law.slug,
            "right": one.law.right,
            "name": one.law.name,
            "why": one.why,
            "only_if": one.only_if,
            "through": one.law.through,
            "answer": clock_words(one.law),
            "appeal": one.law.appeal is not None,
            "by_agent": one.law.allows("agent"),
            "regulator": regulator.name if regulator else None,
            "mark": one.law.mark,
            "doubts": doubts(one.law),
            "source": one.law.source,
        }

    def told(self, chosen: Chosen) -> str:
        lines = [f"{self.provider.name}, {self.right}:"]
        lines.append(f"  the request names {chosen.row.slug if chosen.row else 'no law'}: {chosen.why}")
        lines += [self._line(number, one) for number, one in enumerate(self.found, start=1)]
        lines += [
            f"  only if {one.only_if}: {one.law.name} ({one.law.slug})" for one in self.conditional
        ]
        lines += [f"  you could ask instead: {right} under {law}" for law, right in self.instead()]
        return "\n".join(lines)

    def _line(self, number: int, one: "Applies") -> str:
        from optout.rights.words import clock_words, doubts

        said = [
            f"  {number}. {one.law.name} ({one.law.slug}): {clock_words(one.law)}",
            f"     {one.why}",
        ]
        if not one.law.allows("agent"):
            said.append("     only you can ask, no agent")
        if one.law.through:
            said.append(f"     only through {one.law.through}")
        return "\n".join([*said, *(f"     {doubt}" for doubt in doubts(one.law))])


def _why(one: "Applies") -> str:
    said = [one.why]
    if one.only_if:
        said.append(f"It applies only if {one.only_if}.")
    if one.law.through:
        said.append(f"No letter uses it: only through {one.law.through}.")
    return " ".join(said)
