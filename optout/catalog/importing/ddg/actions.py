"""The format's actions: everything that a step may consist of."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from optout.catalog.importing.ddg.profile import Profile
from optout.catalog.importing.ddg.strict import Address, DataSource, Seconds, Strict, Text

Number = Annotated[int, Field(ge=-1_000_000_000, le=1_000_000_000)]
CaptchaType = Literal[
    "recaptcha2",
    "recaptchaEnterprise",
    "cloudFlareTurnstile",
    "hcaptcha",
    "image",
    "red-circle",
    "basic-math",
]


class Interval(Strict):
    ms: int = Field(ge=0, le=86_400_000)


class RetryRule(Strict):
    environment: Literal["web"]
    max_attempts: int = Field(ge=1, le=10_000)
    interval: Interval


class Common(Strict):
    """What every action may have."""

    id: Text | None = None
    comment: str | None = Field(None, alias="_comment")
    data_source: DataSource | None = None
    retry: RetryRule | None = None


class Navigate(Common):
    action_type: Literal["navigate"]
    url: Address
    age_range: list[Text] | None = Field(None, min_length=1)
    inject_captcha_handler: CaptchaType | bool | None = None


class ExtractAction(Common):
    action_type: Literal["extract"]
    selector: Text
    no_results_selector: Text | None = None
    profile: Profile


class ProfileMatch(Strict):
    selector: Text
    profile: Profile


class MatchParent(Strict):
    profile_match: ProfileMatch


class ClickElement(Strict):
    """``multiple`` may be the number 1, as the reference engine accepts it."""

    comment: str | None = Field(None, alias="_comment")
    type: Literal["button", "link", "checkbox", "radio", "label", "input", "element"]
    selector: Text
    parent: MatchParent | None = None
    multiple: bool | Literal[0, 1] = False
    fail_silently: bool = False


class Condition(Strict):
    left: Text
    operation: Literal["=", "==", "===", "!=", "!==", "<", "<=", ">", ">="]
    right: Text | Number


class Choice(Strict):
    comment: str | None = Field(None, alias="_comment")
    condition: Condition
    elements: list[ClickElement] = Field(min_length=1)


class Otherwise(Strict):
    elements: list[ClickElement] = Field(min_length=1)


class Click(Common):
    """``default: null`` goes on where no choice fits; without ``default`` that is an error."""

    action_type: Literal["click"]
    elements: list[ClickElement] | None = Field(None, min_length=1)
    choices: list[Choice] | None = Field(None, min_length=1)
    default: Otherwise | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> "Click":
        if (self.elements is None) == (self.choices is None):
            raise ValueError("a click has either elements or choices")
        if self.choices is None and "default" in self.model_fields_set:
            raise ValueError("default belongs to choices")
        return self


class FormElement(Strict):
    comment: str | None = Field(None, alias="_comment")
    type: Text
    selector: Text
    min: Text | Number | None = None
    max: Text | Number | None = None
    format: Text | None = None


class FillForm(Common):
    action_type: Literal["fillForm"]
    selector: Text
    elements: list[FormElement] = Field(min_length=1)


class Expectation(Strict):
    """``url`` looks for ``expect`` in the address, ``text`` in the element."""

    comment: str | None = Field(None, alias="_comment")
    type: Literal["element", "text", "url"]
    selector: Text | None = None
    expect: Text | None = None
    parent: Text | None = None
    fail_silently: bool = False

    @model_validator(mode="after")
    def _has_what_it_looks_for(self) -> "Expectation":
        if self.type != "url" and self.selector is None:
            raise ValueError(f"an expectation of type {self.type} needs a selector")
        if (self.type == "element") == (self.expect is not None):
            raise ValueError("expect belongs to the types text and url, which need it")
        return self


class Expect(Common):
    action_type: Literal["expectation"]
    expectations: list[Expectation] = Field(min_length=1)
    actions: list["Action"] | None = None


class ConditionAction(Common):
    action_type: Literal["condition"]
    expectations: list[Expectation] = Field(min_length=1)
    actions: list["Action"]


class Scroll(Common):
    action_type: Literal["scroll"]
    selector: Text


class GetCaptchaInfo(Common):
    action_type: Literal["getCaptchaInfo"]
    selector: Text
    captcha_type: CaptchaType | None = None
    parent: Text | None = None


class SolveCaptcha(Common):
    action_type: Literal["solveCaptcha"]
    selector: Text
    captcha_type: CaptchaType | None = None
    parent: Text | None = None


class EmailConfirmation(Common):
    action_type: Literal["emailConfirmation"]
    polling_time: Seconds


class GenerateEmail(Common):
    action_type: Literal["generateEmail"]


class GetEmailData(Common):
    action_type: Literal["getEmailData"]
    polling_time: Seconds
    extract: list[Literal["verificationCode"]] = Field(min_length=1)


Action = Annotated[
    Navigate
    | ExtractAction
    | Click
    | FillForm
    | Expect
    | ConditionAction
    | Scroll
    | GetCaptchaInfo
    | SolveCaptcha
    | EmailConfirmation
    | GenerateEmail
    | GetEmailData,
    Field(discriminator="action_type"),
]
Expect.model_rebuild()
ConditionAction.model_rebuild()
