"""The one strict model of a provider definition (``provider.yaml``)."""

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, model_validator

from optout.catalog.automation import Automation, Confidence, ProofOffered, Recheck, months_after
from optout.catalog.canaries import Canaries
from optout.catalog.known_form import KnownForm
from optout.catalog.pages import Page
from optout.catalog.steps import AttestStep, HandStep, Step, WebStep
from optout.catalog.verbs import every_verb
from optout.requests.proof import Rung
from optout.requests.rights import Right

Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{1,48}$")]
Domain = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*(\.[a-z0-9-]+)+$")]


class Kind(StrEnum):
    DATA_BROKER = "data_broker"
    AI_TRAINING = "ai_training"
    DATASET_SEARCH = "dataset_search"
    TAKEDOWN = "takedown"  # takes down images of a person, or search results that show them
    COMPANY = "company"  # any other organisation that holds data about people


WITH_CONFIDENCE = frozenset({Kind.AI_TRAINING, Kind.DATASET_SEARCH, Kind.TAKEDOWN})
"""Kinds whose definitions say how sure their facts are, and which proof can be had."""


class Tier(StrEnum):
    """How sure we are that a definition works; only *verified* was ever seen live.

    *Documented* was written from what the sources say, and only a person acts on it: nothing is
    sent by a program, so a line that is out of date costs a minute. *Imported* was read from
    somebody else's catalog, who may have seen it work; we have not.
    """

    DRAFT = "draft"
    DOCUMENTED = "documented"
    REHEARSED = "rehearsed"
    IMPORTED = "imported"
    VERIFIED = "verified"
    RETIRED = "retired"


class Sureness(StrEnum):
    """How an imported e-mail address came to be known, the surest first."""

    VERIFIED = "verified"  # somebody compared it with what the organisation publishes
    TESTED = "tested"  # somebody wrote to it, and it was answered
    REGISTRY = "registry"  # the organisation told it to an authority
    IMPORTED = "imported"  # taken over from yet another list
    SCRAPED = "scraped"  # read by a program, looked at by nobody


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Source(Strict):
    """Where a fact in the definition comes from, and when it was read."""

    what: str
    url: str | None = None
    as_of: date


class ExpectedMail(Strict):
    """A mail that the provider sends, and what may be taken from it."""

    senders: tuple[Domain, ...] = Field(min_length=1, description="Domains the mail may come from.")
    expects: Literal["link", "code"]
    link_path: str | None = Field(None, description="The link's path starts with this.")
    code: str | None = Field(None, description="Regular expression with one group around the code.")
    within_days: int = Field(3, ge=1, le=60)

    @model_validator(mode="after")
    def _pattern_fits(self) -> "ExpectedMail":
        if self.expects == "link" and not self.link_path:
            raise ValueError("a mail that expects a link needs link_path")
        if self.expects == "code" and not self.code:
            raise ValueError("a mail that expects a code needs code")
        return self


class CadenceHints(Strict):
    """What this provider is known to need; days. A hint never makes us ask more often."""

    first_recheck_days: int | None = Field(None, ge=1, le=120)
    recheck_days: int | None = Field(None, ge=1, le=120)
    retry_hours: int | None = Field(None, ge=1, le=24 * 60, description="Wait after an error.")
    max_attempts: int | None = Field(
        None, ge=1, description="Submissions of one request; null: no limit."
    )
    per_minute: float = Field(6.0, gt=0, le=600, description="Attempts per minute, all workers.")
    per_day: int = Field(500, ge=1, description="Submissions per day, all workers.")


class Mirror(Strict):
    """Another site that shows the same records, and takes them down with the provider's own."""

    name: str
    domain: Domain
    opt_out_url: str | None = None
    added_on: date | None = None
    removed_on: date | None = None


class Origin(Strict):
    """The open catalog that a definition was imported from."""

    catalog: str
    licence: str
    file: str
    version: str
    added_on: date | None = Field(None, description="The day it was added there, where that is known.")
    opt_out_url: str | None = None
    sureness: Sureness | None = Field(None, description="How sure its e-mail address is.")


class Provider(Strict):
    """An organisation that holds or publishes data, and how a request reaches it."""

    slug: Slug
    name: str = Field(min_length=2)
    kind: Kind
    country: str = Field(pattern=r"^[A-Z]{2}$", description="ISO 3166-1 alpha-2.")
    domains: tuple[Domain, ...] = Field(
        min_length=1, description="Every domain we may talk to; subdomains are included."
    )
    loads_from: tuple[Domain, ...] = Field(
        (),
        description="Other domains that its pages cannot work without (scripts, styles). They could "
        "learn what is typed, so the plan names them; everything else foreign is blocked.",
    )
    parent: Slug | None = None
    mirrors: tuple[Mirror, ...] = ()
    origin: Origin | None = Field(None, description="For tier imported, and for what came from there.")
    tier: Tier
    verified_on: date | None = None
    retired_because: str | None = None
    right: Right
    law: str | None = Field(None, description="Slug in the table of laws that sets the deadline.")
    tracks: Literal["listing", "standing"] = Field(
        description="listing: a record can be seen to vanish. standing: an opt-out holds or not."
    )
    pages: dict[str, Page] = Field(default_factory=dict)
    search: Step | None = None
    submit: Step
    mail: ExpectedMail | None = None
    confirm: Step | None = None
    codes: ExpectedMail | None = Field(
        None, description="The mail that brings the code which a flow awaits in its middle."
    )
    canaries: Canaries = Canaries()
    cadence: CadenceHints = CadenceHints()
    find: str | None = Field(
        None, pattern=r"^[a-z][a-z0-9-]{1,30}$", description="Its name in `optout find --in`."
    )
    confidence: Confidence | None = Field(None, description="How its facts were found.")
    proof: ProofOffered | None = Field(None, description="The best proof that can be had here.")
    expires_after_months: int = Field(
        12, ge=1, le=36, description="After the newest source; then somebody should look again."
    )
    account: bool = Field(False, description="It is about an account there: who has none need not ask.")
    account_domains: tuple[Domain, ...] = Field(
        (), description="Other domains that people name when they have an account there."
    )
    exposes: str | None = Field(
        None, description="What the person has to show there, such as a face: named, or not planned."
    )
    also: tuple[Slug, ...] = Field((), description="Other providers that the same wish needs as well.")
    offers_nothing: str | None = Field(
        None, description="Where there is no opt-out: who says so, and what can be done instead."
    )
    absences: int = Field(2, ge=1, le=10, description="Proven absences that mean *removed*.")
    sources: tuple[Source, ...] = Field(min_length=1)
    never_seen_live: str | None = Field(None, description="What nobody has seen work on the live site.")
    notes: str = ""
    _known_forms: Mapping[str, KnownForm] = PrivateAttr(default_factory=dict)

    @model_validator(mode="after")
    def _tier_is_honest(self) -> "Provider":
        if (self.tier == Tier.VERIFIED) != (self.verified_on is not None):
            raise ValueError("verified_on is given for tier verified, and only then")
        if (self.tier == Tier.RETIRED) != (self.retired_because is not None):
            raise ValueError("retired_because is given for tier retired, and only then")
        untried = (Tier.DRAFT, Tier.DOCUMENTED, Tier.REHEARSED, Tier.IMPORTED)
        if self.tier in untried and not self.never_seen_live:
            raise ValueError("every tier but verified needs never_seen_live: say what nobody saw work")
        by_person = self.search is None and isinstance(self.submit, HandStep | AttestStep)
        if self.tier == Tier.DOCUMENTED and not by_person:
            raise ValueError("tier documented is for what only a person does: submit by hand or attest")
        return self

    @model_validator(mode="after")
    def _says_how_it_knows(self) -> "Provider":
        told = self.confidence is not None and self.proof is not None
        if self.kind in WITH_CONFIDENCE and self.origin is None and not told:
            raise ValueError(f"a provider of kind {self.kind.value} needs confidence and proof")
        if self.confidence == Confidence.C and self.tier not in (Tier.DRAFT, Tier.RETIRED):
            raise ValueError(
                "confidence C is from memory: its tier is draft until somebody confirmed it"
            )
        if self.offers_nothing and not isinstance(self.submit, AttestStep):
            raise ValueError(
                "offers_nothing goes with submit by attest: the person looks again now and then"
            )
        return self

    @model_validator(mode="after")
    def _pages_recognise_themselves(self) -> "Provider":
        unsigned = [name for name, page in self.pages.items() if page.sign is None]
        if unsigned and self.origin is None:
            raise ValueError(f"the page {unsigned[0]!r} needs a sign: say how it is recognised")
        return self

    @model_validator(mode="after")
    def _steps_fit_together(self) -> "Provider":
        if self.tracks == "listing" and self.search is None:
            raise ValueError("tracks: listing needs a search, or nothing can be seen to vanish")
        if (self.mail is None) != (self.confirm is None):
            raise ValueError("mail and confirm belong together: give both or neither")
        if self.codes is not None and self.codes.expects != "code":
            raise ValueError("codes expects a code")
        for step in (self.search, self.submit, self.confirm):
            for page in step.pages_named() if step else ():
                if page not in self.pages:
                    what = f"the page {page!r} is named in a step but not in pages"
                    raise ValueError(f"{what}: describe it{self._near(page)}")
        return self

    @model_validator(mode="after")
    def _canaries_fit(self) -> "Provider":
        form = self.canaries.form
        flow = self.submit.flow if isinstance(self.submit, WebStep) else ()
        if form is not None and form not in {verb.id for verb in every_verb(flow) if verb.click}:
            raise ValueError(f"canaries.form: {form!r} is no click of submit: give the id of one")
        return self

    @property
    def automation(self) -> Automation:
        """Who does the work of the submission."""
        if isinstance(self.submit, AttestStep):
            return Automation.ATTESTED
        return Automation.ASSISTED if isinstance(self.submit, HandStep) else Automation.AUTOMATIC

    @property
    def recheck(self) -> Recheck:
        """How what was asked for is looked at again."""
        if self.search is not None:
            return Recheck.PARTIAL if self.proof and self.proof.partial else Recheck.MACHINE
        if isinstance(self.submit, AttestStep):
            return Recheck.ATTEST
        return Recheck.MAIL if self.proof and self.proof.rung == Rung.MAIL else Recheck.NONE

    @property
    def as_of(self) -> date:
        """The date of the newest source."""
        return max(source.as_of for source in self.sources)

    @property
    def expires(self) -> date:
        """From this day on, somebody should look whether the definition still holds."""
        return months_after(self.as_of, self.expires_after_months)

    @property
    def known_forms(self) -> Mapping[str, KnownForm]:
        """The forms as they were last recorded, by "step.verb-id"; not written in the definition."""
        return self._known_forms

    def knowing(self, forms: Mapping[str, KnownForm]) -> "Provider":
        """A copy that knows these forms."""
        copy = self.model_copy()
        copy._known_forms = dict(forms)
        return copy

    def _near(self, page: str) -> str:
        near = get_close_matches(page, self.pages, n=1)
        return f", or write {near[0]!r}" if near else ""

    def speaks_for(self, host: str) -> bool:
        """Whether ``host`` is one of the provider's domains or below one."""
        return _is_below(host, self.domains)

    def may_load(self, host: str) -> bool:
        """Whether the provider's pages may load something from ``host``."""
        return _is_below(host, (*self.domains, *self.loads_from))


def _is_below(host: str, domains: tuple[str, ...]) -> bool:
    host = host.lower().rstrip(".")
    return any(host == domain or host.endswith("." + domain) for domain in domains)
