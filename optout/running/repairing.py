"""Looks at a provider's forms, and drafts the definition that would fit them, for a person to review."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from difflib import unified_diff
from urllib.parse import urlsplit

from pydantic import ValidationError

from optout.catalog.definition import Provider
from optout.catalog.known_form import KnownControl, KnownForm, read_known_form
from optout.catalog.known_forms import FOLDER
from optout.catalog.loading import FILE, Definition
from optout.catalog.pages import Page
from optout.catalog.steps import WebStep
from optout.catalog.verbs import Verb
from optout.catalog.yaml_edit import apply_edits
from optout.catalog.yaml_tree import read_tree
from optout.channels.attempt import Attempt, Capture
from optout.channels.web.controls import Seen
from optout.channels.web.difference import Expected, difference
from optout.channels.web.repairs import Repair, Stopped, repairs_of
from optout.people.facts import Facts
from optout.requests.actions import Action
from optout.requests.outcome import Answer, Outcome
from optout.running.attempting import Runs
from optout.running.trying import relocated

_ROUNDS = 8
_STEPS = {"search": Action.SEARCH, "submit": Action.SUBMIT}


@dataclass(slots=True)
class Draft:
    """``files``: the texts by name, as they are and as they would be. Nothing is written anywhere.

    ``changes`` are in the diff; ``left`` is what a person must decide; ``discloses``, by meaning,
    is what the person would tell more.
    """

    before: Mapping[str, str]
    files: dict[str, str]
    changes: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    discloses: list[str] = field(default_factory=list)

    @property
    def changed(self) -> dict[str, str]:
        return {name: text for name, text in self.files.items() if self.before.get(name) != text}

    @property
    def diff(self) -> str:
        """A unified diff of the files that would change, by name."""
        lines: list[str] = []
        for name, text in sorted(self.changed.items()):
            old = self.before.get(name, "").splitlines(keepends=True)
            lines += unified_diff(old, text.splitlines(keepends=True), f"a/{name}", f"b/{name}")
        return "".join(lines)


@dataclass(frozen=True, slots=True)
class _Look:
    outcome: Outcome
    seen: Seen | None
    forms: Mapping[str, KnownForm]


class Repairer:
    """Looks without any fact, as somebody who opens the page; ``start`` stands for a first page."""

    def __init__(
        self, definition: Definition, runs: Runs, at: datetime, start: str | None = None
    ) -> None:
        self._known = dict(definition.provider.known_forms)
        self._provider = definition.provider.knowing({})
        self._runs = runs
        self._at = at
        self._start = start
        files = {FILE: definition.path.read_text("utf-8")}
        files |= {f"{FOLDER}/{key}.txt": form.text for key, form in self._known.items()}
        self._draft = Draft(dict(files), files)

    def draft(self) -> Draft:
        """The draft after every web step was looked at, with ``start`` only the submission."""
        steps = ["submit"] if self._start else list(_STEPS)
        looked = [name for name in steps if isinstance(getattr(self._provider, name), WebStep)]
        if "submit" not in looked:
            self._draft.left.append("It is not asked on a web form: there is no form to compare with.")
        for name in looked:
            self._mend(name)
        return self._draft

    def _mend(self, name: str) -> None:
        """What stops a look is mended, and the page looked at again, until nothing does."""
        for _ in range(_ROUNDS):
            look = self._look(name)
            if look.outcome.answer == Answer.DONE:
                self._compare(look)
                return
            form = next(iter(look.forms.values()), None)
            stopped = Stopped(
                self._provider, name, look.outcome, look.seen, form, lambda: self._home(name)
            )
            repairs = repairs_of(stopped)
            tried = [one for one in repairs if one.edits and self._take(one)]
            self._draft.left += [one.words for one in repairs if not one.edits]
            if not tried:
                return

    def _take(self, repair: Repair) -> bool:
        text = apply_edits(self._draft.files[FILE], repair.edits)
        provider = _read(text) if text is not None else None
        if text is None or provider is None:
            self._draft.left.append(f"{repair.words} It cannot be written in by itself.")
            return False
        self._draft.files[FILE] = text
        self._provider = provider
        self._draft.changes.append(repair.words)
        self._draft.discloses += repair.discloses
        return True

    def _look(self, name: str) -> _Look:
        provider, capture = self._placed(name), Capture()
        outcome = self._run(provider, name, capture)
        forms = {one.key: self._at_home(read_known_form(one.text), name) for one in capture.forms}
        return _Look(outcome, capture.last_seen, forms)

    def _run(self, provider: Provider, name: str, capture: Capture) -> Outcome:
        step: WebStep = getattr(provider, name)
        wanted = provider.canaries.form if name == "submit" else None
        attempt = Attempt(
            id="repair",
            provider=provider,
            action=_STEPS[name],
            facts=Facts(),
            at=self._at,
            reference="repair",
            look_at=wanted or "",
        )
        return self._runs.prepare(step) or self._runs.run(step, attempt, capture)

    def _placed(self, name: str) -> Provider:
        step = getattr(self._provider, name)
        return relocated(self._provider, step, self._start) if self._start else self._provider

    def _home(self, name: str) -> Seen | None:
        """The first page of the site; nothing but its address is known of it."""
        if self._start:
            return None
        flow = (Verb(id="look", open="first-page"),)
        step = WebStep(channel="web", browser=getattr(self._provider, name).browser, flow=flow)
        page = Page(url=f"https://{self._provider.domains[0]}/")
        pages = {**self._provider.pages, "first-page": page}
        capture = Capture()
        self._run(self._provider.model_copy(update={"pages": pages, name: step}), name, capture)
        return capture.last_seen

    def _at_home(self, form: KnownForm, name: str) -> KnownForm:
        """The form as it would be at the provider itself, where ``start`` is somewhere else."""
        if not self._start:
            return form
        there, target = urlsplit(self._start), urlsplit(form.target)
        home = urlsplit(next((p.url for p in self._provider.pages.values() if p.url), ""))
        if target.netloc != there.netloc:
            return form
        return replace(form, target=target._replace(scheme=home.scheme, netloc=home.netloc).geturl())

    def _compare(self, look: _Look) -> None:
        """The form as it is now becomes the known one, unless something else is meaningful in it."""
        for key, now in look.forms.items():
            known = self._known.get(key)
            stops = self._stops(known, now, key) if known else []
            self._draft.left += [f"{key}: {words}: never accepted by itself." for words in stops]
            if not stops and (known is None or known.text != now.text):
                self._draft.files[f"{FOLDER}/{key}.txt"] = now.text
                self._draft.changes.append(f"{key}: the form is kept as it is now.")

    def _stops(self, known: KnownForm, now: KnownForm, key: str) -> list[str]:
        """What is meaningful besides what the draft has taken over from the form."""
        step: WebStep = getattr(self._provider, key.partition(".")[0])
        named = {meaning for verb in step.flow for meaning in verb.meanings}
        told = [one for one in now.controls if one.asks in self._draft.discloses]
        kept = [one for one in known.controls if one.asks in named or not _was_filled(one, now, named)]
        button = now.button if any(verb.pressing == now.button for verb in step.flow) else known.button
        taken = replace(known, controls=tuple(sorted({*kept, *told})), button=button)
        expected = Expected(named, (), self._provider.speaks_for)
        return [one.words for one in difference(taken, now, expected) if one.failure is not None]


def _was_filled(control: KnownControl, now: KnownForm, named: set[str]) -> bool:
    """Whether nobody asks for it any more, and the draft does not fill it any more either."""
    asks = control.asks
    return bool(asks) and asks not in named and asks not in {one.asks for one in now.controls}


def _read(text: str) -> Provider | None:
    try:
        return Provider.model_validate(read_tree(text.encode()).value)
    except ValidationError:
        return None
