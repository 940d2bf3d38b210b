"""What a plan tells one person: who would be asked, in which groups, and who is left out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from optout.cli.plan_choice import Choice
from optout.people.subject import Subject
from optout.report.forecast import Forecast, Having, forecast
from optout.report.groups import Group, grouped, groups_of
from optout.report.idle_accounts import IdleAccount, idle_accounts
from optout.report.left_out import LeftOut
from optout.rights.law import Role
from optout.running.moved import Moved


@dataclass(frozen=True, slots=True)
class Shown:
    """Whose plan it is, how many requests were opened just now, and which rest on a law of before."""

    subject: Subject = field(repr=False)
    role: Role = "person"
    opened: int = 0
    moved: tuple[Moved, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """``planned`` has the slugs of who would be asked, by group; ``left_out`` the others', by why."""

    who: str
    shown: Shown
    forecasts: Sequence[Forecast]
    groups: Sequence[Group]
    planned: Mapping[str, Sequence[str]]
    left_out: Mapping[LeftOut, Sequence[str]]
    idle: Sequence[IdleAccount]

    def as_json(self) -> dict[str, object]:
        """JSON values. Of companies and takedowns, which are in nobody's plan, the groups tell."""
        told = (LeftOut.ACCOUNT, LeftOut.EXPOSES, LeftOut.NOTHING, LeftOut.THING)
        return {
            "subject": self.who,
            "opened": self.shown.opened,
            "providers": [each.as_json() for each in self.forecasts],
            "groups": [self._group(group) for group in self.groups],
            "left_out": {why.value: self.left_out[why] for why in told if why in self.left_out},
            "idle_accounts": [asdict(each) for each in self.idle],
            "moved": [asdict(each) for each in self.shown.moved],
        }

    def _group(self, group: Group) -> dict[str, object]:
        count = len(self.planned.get(group.name, ()))
        return asdict(group) | {"chosen": count > 0, "planned": count}


def story_of(
    who: str,
    shown: Shown,
    choice: Choice,
    today: date,
    mailbox: bool,
    law: str | None,
    given: Collection[str] = (),
) -> Story:
    """``mailbox``: whether letters can be sent. ``law``: as it was named, for all requests.

    ``given``: the names of the settings for providers that are there.
    """
    having = Having(shown.subject, today)
    planned = choice.planned(having)
    return Story(
        who=who,
        shown=shown,
        forecasts=forecast(shown.subject, planned, today, shown.role, law, given),
        groups=groups_of(having, choice.offered, mailbox),
        planned={name: [one.slug for one in members] for name, members in grouped(planned).items()},
        left_out=choice.left_out(having),
        idle=() if choice.named else idle_accounts(having, choice.offered),
    )
