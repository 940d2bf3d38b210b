"""The format's actions, one after the other, as the verbs of a flow."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from optout.catalog.importing.ddg.actions import (
    Action,
    Click,
    ConditionAction,
    EmailConfirmation,
    Expect,
    ExtractAction,
    FillForm,
    GenerateEmail,
    GetCaptchaInfo,
    GetEmailData,
    Navigate,
    RetryRule,
    Scroll,
    SolveCaptcha,
)
from optout.catalog.importing.ddg.addresses import address_of
from optout.catalog.importing.ddg.filling import fillings
from optout.catalog.importing.ddg.pressing import targets, ways
from optout.catalog.importing.ddg.reading import extract_of
from optout.catalog.importing.ddg.seeing import checks, required
from optout.catalog.importing.faults import Unusable, at
from optout.catalog.pages import Page
from optout.catalog.verbs import HandOver, Retry, Sight, Verb, Way

_SAY = "Solve what the page asks of a human, and go on."


@dataclass(slots=True)
class Writing:
    """A flow as it is written. ``pages`` are named ``page``, ``page-2`` and so on."""

    page: str
    pages: dict[str, Page] = field(default_factory=dict)
    written: int = 0

    def verb(self, verb: str, place: str, retry: RetryRule | None = None, **given: Any) -> Verb:
        """The next verb, with an id that says which and where."""
        self.written += 1
        with at(place):
            return Verb(
                id=f"{verb.replace('_', '-')}-{self.written}",
                retry=_retry(retry) if retry else None,
                **{verb: given.pop(verb)},
                **given,
            )

    def page_at(self, url: str) -> str:
        """The name of the page with this address, which becomes known if it is not."""
        for name, page in self.pages.items():
            if page.url == url:
                return name
        name = self.page if not self.pages else f"{self.page}-{len(self.pages) + 1}"
        self.pages[name] = Page(url=url)
        return name


def flow_of(actions: Sequence[Action], writing: Writing, place: str, first: int = 0) -> tuple[Verb, ...]:
    """The verbs that do what the actions do; ``first`` is the number of the first one at ``place``.

    Raises ``Unusable`` for what no flow can say.
    """
    verbs: list[Verb] = []
    before: Action | None = None
    for number, action in enumerate(actions, start=first):
        if before is not None and not _may_follow(action, before):
            raise Unusable(f"{place}.{number}", "nothing may follow an extract: the search ends with it")
        if not _is_solved_already(action, before):
            verbs += _WRITERS[type(action)](action, writing, f"{place}.{number}")
        before = action
    return tuple(verbs)


def _is_solved_already(action: Action, before: Action | None) -> bool:
    """Both halves of a challenge are one thing for a person."""
    return (
        isinstance(action, SolveCaptcha)
        and isinstance(before, GetCaptchaInfo)
        and action.selector == before.selector
    )


def _may_follow(action: Action, before: Action) -> bool:
    """After one layout's list, which a condition knows, may come that of another layout."""
    return not _reads_list(before) or (isinstance(before, ConditionAction) and _reads_list(action))


def _reads_list(action: Action) -> bool:
    """Whether it, or what depends on it, reads the list."""
    if isinstance(action, ConditionAction | Expect):
        return any(map(_reads_list, action.actions or ()))
    return isinstance(action, ExtractAction)


def _retry(rule: RetryRule) -> Retry:
    """Within what a flow may take in all."""
    return Retry(times=min(rule.max_attempts, 50), every_s=min(rule.interval.ms / 1000, 60.0))


def _navigate(action: Navigate, writing: Writing, place: str) -> list[Verb]:
    url = address_of(action.url, action.age_range, f"{place}.url")
    return [writing.verb("open", place, action.retry, open=writing.page_at(url))]


def _extract(action: ExtractAction, writing: Writing, place: str) -> list[Verb]:
    return [writing.verb("extract", place, action.retry, extract=extract_of(action, place))]


def _click(action: Click, writing: Writing, place: str) -> list[Verb]:
    if action.elements is not None:
        pressed = targets(action.elements, f"{place}.elements")
        return [writing.verb("click", place, action.retry, click=pressed)]
    chosen = ways(action, place, lambda pressed: writing.verb("click", place, click=pressed))
    return [writing.verb("branch", place, action.retry, branch=chosen)]


def _fill(action: FillForm, writing: Writing, place: str) -> list[Verb]:
    filled = fillings(action.elements, f"{place}.elements")
    return [writing.verb("fill", place, action.retry, fill=filled, within=action.selector)]


def _expect(action: Expect, writing: Writing, place: str) -> list[Verb]:
    """Nested actions follow only where everything shows, also what may be missing."""
    every = checks(action.expectations)
    seen = writing.verb("see", place, action.retry, see=Sight(every=every))
    if not action.actions:
        return [seen]
    nested = flow_of(action.actions, writing, f"{place}.actions")
    if not any(check.optional for check in every):
        return [seen, *nested]
    return [seen, writing.verb("branch", place, branch=(Way(sees=required(every), do=nested),))]


def _condition(action: ConditionAction, writing: Writing, place: str) -> list[Verb]:
    nested = flow_of(action.actions, writing, f"{place}.actions")
    way = Way(sees=required(checks(action.expectations)), do=nested)
    return [writing.verb("branch", place, action.retry, branch=(way,))]


def _scroll(action: Scroll, writing: Writing, place: str) -> list[Verb]:
    return [writing.verb("scroll", place, action.retry, scroll=action.selector)]


def _challenge(action: GetCaptchaInfo | SolveCaptcha, writing: Writing, place: str) -> list[Verb]:
    asked = HandOver(because="challenge", at=action.selector, say=_SAY)
    return [writing.verb("hand_over", place, action.retry, hand_over=asked)]


def _code(action: GetEmailData, writing: Writing, place: str) -> list[Verb]:
    return [writing.verb("await_mail", place, action.retry, await_mail="code")]


def _no_address(action: GenerateEmail, writing: Writing, place: str) -> list[Verb]:
    """No address is invented: the person's own one is filled in where this one would be."""
    return []


def _mailed_link(action: EmailConfirmation, writing: Writing, place: str) -> list[Verb]:
    raise Unusable(place, "emailConfirmation belongs into an optOut step, once, and into no condition")


_WRITERS: Mapping[type, Callable[[Any, Writing, str], list[Verb]]] = {
    Navigate: _navigate,
    ExtractAction: _extract,
    Click: _click,
    FillForm: _fill,
    Expect: _expect,
    ConditionAction: _condition,
    Scroll: _scroll,
    GetCaptchaInfo: _challenge,
    SolveCaptcha: _challenge,
    EmailConfirmation: _mailed_link,
    GenerateEmail: _no_address,
    GetEmailData: _code,
}
