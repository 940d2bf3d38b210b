"""The format's file: a broker, its two steps, its mirrors and its schedule."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError, model_validator

from optout.catalog.importing.ddg.actions import Action
from optout.catalog.importing.ddg.sites import is_site
from optout.catalog.importing.ddg.strict import PublicAddress, Strict, Text
from optout.catalog.importing.faults import Unusable, faults_of
from optout.catalog.importing.slugs import LONGEST, slug_of


def _lowered(value: object) -> object:
    return value.lower() if isinstance(value, str) else value


def _owned(domain: str) -> str:
    if not is_site(domain):
        raise ValueError("not the domain of a site")
    return domain


def _short(domain: str) -> str:
    if len(slug_of(domain)) > LONGEST:
        raise ValueError(f"longer than the {LONGEST} characters that a slug may have")
    return domain


Site = Annotated[str, BeforeValidator(_lowered), AfterValidator(_owned)]
Millis = Annotated[int, Field(ge=0, le=4_102_444_800_000)]  # until 2100
Hours = Annotated[int, Field(ge=1, le=24 * 120)]


class MirrorSite(Strict):
    comment: str | None = Field(None, alias="_comment")
    name: Text
    url: Site
    added_at: Millis | None = None
    removed_at: Millis | None = None
    opt_out_url: PublicAddress | None = None


class Scheduling(Strict):
    """Hours; ``max_attempts`` -1 is no limit."""

    comment: str | None = Field(None, alias="_comment")
    retry_error: Annotated[int, Field(ge=1, le=24 * 60)]
    confirm_opt_out_scan: Hours
    maintenance_scan: Hours
    max_attempts: int = Field(-1, ge=-1, le=10_000)

    @model_validator(mode="after")
    def _some_attempts(self) -> "Scheduling":
        if self.max_attempts == 0:
            raise ValueError("maxAttempts is -1, or at least 1")
        return self


class ScanStep(Strict):
    comment: str | None = Field(None, alias="_comment")
    step_type: Literal["scan"]
    scan_type: Literal["templatedUrl"]
    actions: list[Action] = Field(min_length=1)


class OptOutStep(Strict):
    comment: str | None = Field(None, alias="_comment")
    step_type: Literal["optOut"]
    opt_out_type: Literal["formOptOut", "parentSiteOptOut"]
    actions: list[Action]

    @model_validator(mode="after")
    def _acts_where_it_should(self) -> "OptOutStep":
        if bool(self.actions) != (self.opt_out_type == "formOptOut"):
            raise ValueError("formOptOut has actions, parentSiteOptOut has none")
        return self


class Broker(Strict):
    """One file of the format."""

    comment: str | None = Field(None, alias="_comment")
    name: Annotated[str, Field(min_length=2, max_length=200, pattern=r"^[^\r\n\t]+$")]
    url: Annotated[Site, AfterValidator(_short)]
    version: Annotated[str, Field(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+[0-9A-Za-z.+-]*$", max_length=60)]
    added_datetime: Millis
    removed_at: Millis | None = None
    opt_out_url: PublicAddress
    parent: Site | None = None
    mirror_sites: list[MirrorSite] = Field(default_factory=list)
    scheduling_config: Scheduling
    steps: list[Annotated[ScanStep | OptOutStep, Field(discriminator="step_type")]]

    @model_validator(mode="after")
    def _one_of_each(self) -> "Broker":
        if sorted(step.step_type for step in self.steps) != ["optOut", "scan"]:
            raise ValueError("steps are one scan and one optOut")
        if self.opt_out.opt_out_type == "parentSiteOptOut" and self.parent is None:
            raise ValueError("parentSiteOptOut needs a parent")
        if self.parent == self.url:
            raise ValueError("a broker is not its own parent")
        return self

    @property
    def scan(self) -> ScanStep:
        return next(step for step in self.steps if isinstance(step, ScanStep))

    @property
    def opt_out(self) -> OptOutStep:
        return next(step for step in self.steps if isinstance(step, OptOutStep))


def broker_of(value: Any) -> Broker:
    """The broker that a JSON value describes. Raises ``Unusable`` with the first faults."""
    try:
        return Broker.model_validate(value)
    except ValidationError as error:
        raise Unusable("", faults_of(error)) from None
