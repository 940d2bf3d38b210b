"""A cadence: how long to wait before what. The model of the files in ``schedules/``."""

import hashlib
import re
from datetime import datetime, time, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

_UNITS = {"m": "minutes", "h": "hours", "d": "days"}


def _duration(value: object) -> object:
    match = re.fullmatch(r"([0-9]{1,5})\s*([mhd])", value) if isinstance(value, str) else None
    if match is None:
        raise ValueError("a duration is a number and m, h or d, such as 15m, 6h or 30d")
    return timedelta(**{_UNITS[match[2]]: int(match[1])})


Duration = Annotated[timedelta, BeforeValidator(_duration)]


class QuietHours(BaseModel):
    """No provider is contacted between ``start`` and ``end``, wall clock in ``time_zone``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    start: time
    end: time
    time_zone: str = "UTC"

    @field_validator("start", "end")
    @classmethod
    def _is_wall_clock(cls, value: time) -> time:
        if value.tzinfo is not None:
            raise ValueError("quiet hours are wall clock; the zone belongs into time_zone")
        return value

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
            raise ValueError(f"{value!r} is no time zone, such as Europe/Berlin") from unknown
        return value

    def cover(self, moment: time) -> bool:
        if self.start <= self.end:
            return self.start <= moment < self.end
        return moment >= self.start or moment < self.end


class Cadence(BaseModel):
    """How often what happens. Durations are written ``15m``, ``6h``, ``30d``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    words: str = Field(description="For whom this cadence is.")
    search_every: Duration = Field(description="How often somebody who is not listed is looked up.")
    first_recheck: Duration = Field(description="After a submission.")
    recheck_every: Duration = Field(description="Until absence is proven.")
    watch_every: Duration = Field(description="After it was proven.")
    unsure_wait: Duration = Field(description="Before an interrupted submission is looked at again.")
    retry: tuple[Duration, ...] = Field(
        min_length=1, description="Waits between failures; the last repeats."
    )
    resume_after: Duration = Field(description="When a paused provider is tried again.")
    health_every: Duration = Field(
        timedelta(days=7), description="How often a provider that is asked is checked."
    )
    mailbox_every: Duration
    confirm_within: Duration = Field(description="How long a confirmation mail may take.")
    remind_wait: Duration = Field(
        timedelta(days=14), description="After a reminder, before a complaint is put to the person."
    )
    courtesy_wait: Duration = Field(
        timedelta(days=30), description="Before a provider is reminded that no law sets a time."
    )
    quiet_hours: QuietHours | None = None
    jitter_percent: int = Field(10, ge=0, le=50)
    submissions_per_day: int = Field(ge=1, description="Over all providers.")

    @model_validator(mode="after")
    def _waits_are_positive(self) -> "Cadence":
        waits = (self.search_every, self.recheck_every, self.watch_every, self.unsure_wait)
        pauses = (self.resume_after, self.health_every, self.mailbox_every, *self.retry)
        letters = (self.remind_wait, self.courtesy_wait)
        if min(*waits, *pauses, *letters) <= timedelta():
            raise ValueError("a wait must be longer than nothing")
        return self

    def with_hints(
        self,
        first_recheck_days: int | None,
        recheck_days: int | None,
        retry_hours: int | None = None,
    ) -> "Cadence":
        """This cadence for a provider that is known to be slower. A hint never makes it faster."""
        first = timedelta(days=first_recheck_days or 0)
        every = timedelta(days=recheck_days or 0)
        again = timedelta(hours=retry_hours or 0)
        return self.model_copy(
            update={
                "first_recheck": max(self.first_recheck, first),
                "recheck_every": max(self.recheck_every, every),
                "watch_every": max(self.watch_every, every),
                "retry": tuple(max(wait, again) for wait in self.retry),
            }
        )

    def retry_wait(self, failures: int) -> timedelta:
        """The wait after the n-th failure in a row."""
        return self.retry[min(max(failures, 1), len(self.retry)) - 1]

    def spread(self, wait: timedelta, salt: str) -> timedelta:
        """``wait`` plus up to ``jitter_percent`` of it, the same every time for the same salt."""
        fraction = int.from_bytes(hashlib.sha256(salt.encode()).digest()[:4], "big") / 2**32
        return wait + wait * (fraction * self.jitter_percent / 100)

    def out_of_quiet(self, moment: datetime) -> datetime:
        """``moment``, or the end of the quiet hours it falls into."""
        if self.quiet_hours is None:
            return moment
        local = moment.astimezone(ZoneInfo(self.quiet_hours.time_zone))
        if not self.quiet_hours.cover(local.time()):
            return moment
        end = datetime.combine(local.date(), self.quiet_hours.end, tzinfo=local.tzinfo)
        end = end.replace(fold=local.fold)  # the same pass of an hour that a clock change repeats
        if end <= local:
            end += timedelta(days=1)
        return end.astimezone(moment.tzinfo)
