"""What the documentation says field by field is compared with the code."""

import re
import tomllib
from datetime import timedelta
from enum import StrEnum
from typing import get_args

import pytest
from pydantic import BaseModel

from optout.catalog.automation import Confidence, ProofOffered
from optout.catalog.canaries import Canaries
from optout.catalog.definition import (
    CadenceHints,
    ExpectedMail,
    Kind,
    Mirror,
    Origin,
    Provider,
    Source,
    Tier,
)
from optout.catalog.pages import Page, Sign
from optout.catalog.reading import Identity, Reading, Rows
from optout.catalog.selectors import Check
from optout.catalog.steps import (
    ApiStep,
    AttestStep,
    Extract,
    HandStep,
    MailStep,
    ParentStep,
    Published,
    SiteStep,
    Verb,
    WebStep,
    Word,
)
from optout.catalog.verbs import VERBS, Blank, Box, FactIs, HandOver, Retry, Sight, Target, Way
from optout.requests.cadence import Cadence
from optout.requests.outcome import Answer
from optout.requests.proof import DOES_NOT_PROVE, Rung
from optout.requests.rights import Right
from optout.running.schedules import load_schedule, schedule_names
from optout.settings import load_settings
from tests.docs.meanings_page import FILE, meanings_page
from tests.docs.pages import DOCS

DEFINITIONS = (DOCS / "reference" / "definitions.md").read_text(encoding="utf-8")
SETTINGS = (DOCS / "reference" / "settings.md").read_text(encoding="utf-8")
SCHEDULES = (DOCS / "how-to" / "choose-a-schedule.md").read_text(encoding="utf-8")
MODELS: tuple[type[BaseModel], ...] = (
    *(Provider, Source, ExpectedMail, CadenceHints, Canaries, Mirror, Origin, Page, Sign, ProofOffered),
    *(WebStep, ApiStep, MailStep, HandStep, AttestStep, SiteStep, Published, ParentStep, Verb, Extract),
    *(Box, Blank, Target, FactIs, Sight, Way, HandOver, Retry),
    *(Check, Rows, Reading, Identity),
)
TOML = re.compile(r"^```toml\n(.*?)^```", re.MULTILINE | re.DOTALL)


def rows(text: str) -> list[list[str]]:
    """The cells of every row of every table, headings and rules included."""
    return [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]


def test_the_page_of_meanings_is_up_to_date() -> None:
    assert FILE.read_text("utf-8") == meanings_page(), "run: python -m tests.docs.meanings_page"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_field_of_a_definition_is_explained(model: type[BaseModel]) -> None:
    assert [field for field in model.model_fields if f"`{field}`" not in DEFINITIONS] == []


def test_no_field_of_a_provider_is_explained_that_does_not_exist() -> None:
    table = DEFINITIONS.partition("## The provider")[2].partition("**Tiers.**")[0]
    named = [name for row in rows(table) for name in re.findall(r"`(\w+)`", row[0])]
    assert sorted(named) == sorted(Provider.model_fields)


def test_the_words_of_an_expectation_are_those_of_the_model() -> None:
    table = DEFINITIONS.partition("### The words of an expectation")[2].partition("\n## ")[0]
    assert re.findall(r"^\| `([a-z-]+)` \|", table, re.MULTILINE) == list(get_args(Word))


def test_the_verbs_are_those_of_the_model() -> None:
    table = DEFINITIONS.partition("### The verbs of a flow")[2].partition("\n### ")[0]
    verbs = [field for field in Verb.model_fields if field != "id"]
    assert re.findall(r"^\| `([a-z_]+)` \|", table, re.MULTILINE) == verbs
    assert verbs[: len(VERBS)] == list(VERBS)


def test_the_outcomes_are_those_of_the_code() -> None:
    table = DEFINITIONS.partition("## Outcomes")[2]
    assert re.findall(r"^\| `([a-z]+)` \|", table, re.MULTILINE) == [one.value for one in Answer]


@pytest.mark.parametrize("words", [Kind, Tier, Right, Confidence], ids=lambda words: words.__name__)
def test_every_closed_list_is_given_whole(words: type[StrEnum]) -> None:
    assert [word.value for word in words if f"`{word.value}`" not in DEFINITIONS] == []


def test_the_rungs_of_proof_are_those_of_the_code() -> None:
    page = (DOCS / "reference" / "lifecycle.md").read_text(encoding="utf-8")
    table = page.partition("## What a state rests on")[2].partition("\n## ")[0]
    told = {row[0].strip(" `"): row[2].strip() for row in rows(table)[2:]}
    assert told == {rung.value: DOES_NOT_PROVE[rung] for rung in Rung}


def test_the_defaults_are_those_of_the_model() -> None:
    hints = CadenceHints()
    assert f"| `per_minute` | {hints.per_minute:g} |" in DEFINITIONS
    assert f"| `per_day` | {hints.per_day} |" in DEFINITIONS
    assert f"1 to 10, default {Provider.model_fields['absences'].default}." in DEFINITIONS
    assert f"1 to 60, default {ExpectedMail.model_fields['within_days'].default}." in DEFINITIONS


def test_every_example_of_settings_can_be_read(tmp_path_factory: pytest.TempPathFactory) -> None:
    pages = [page.read_text(encoding="utf-8") for page in sorted(DOCS.rglob("*.md"))]
    examples = [example for page in pages for example in TOML.findall(page)]
    assert len(examples) >= 5
    for example in examples:
        home = tmp_path_factory.mktemp("home")
        (home / "settings.toml").write_text(example, encoding="utf-8")
        load_settings({}, home)


def test_the_largest_example_of_settings_has_every_key() -> None:
    example = tomllib.loads(TOML.findall(SETTINGS)[0])
    for keys in (example.keys() - {"mailbox", "secrets", "sites"}, example["mailbox"].keys()):
        for key in keys:
            assert f"| `{key}` |" in SETTINGS


@pytest.mark.parametrize("line", re.findall(r"^\| `(\w+)` \| `(OPTOUT_\w+)` \|", SETTINGS, re.M))
def test_every_setting_has_the_variable_that_is_named(
    line: tuple[str, str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    key, variable = line
    needed = {f"OPTOUT_MAIL_{name}": "x.example" for name in ("ADDRESS", "SMTP_HOST", "IMAP_HOST")}
    fitting = {"security": "starttls", "smtp_security": "starttls", "send": "drafts"}
    fitting["contact"] = "https://x.example"
    flags = ("for_everybody", "plus_addresses", "keep_sent", "read_spam")
    numbers = ("smtp_port", "imap_port", "at_once", "letters_per_day", "letters_per_minute")
    fitting |= dict.fromkeys(flags, "True") | dict.fromkeys(numbers, "26")
    value = fitting.get(key, "chosen")
    settings = load_settings(needed | {variable: value}, tmp_path_factory.mktemp("home"))
    holder = settings.mailbox if variable.startswith("OPTOUT_MAIL_") else settings
    assert str(getattr(holder, key)).endswith(value)


def test_the_table_of_schedules_says_what_the_files_say() -> None:
    table = rows(SCHEDULES)
    names = [cell.strip() for cell in table[0]][1:]
    assert sorted(names) == schedule_names()
    for column, name in enumerate(names, start=1):
        assert [row[column].strip() for row in table[3:]] == list(said_of(load_schedule(name)))


def said_of(cadence: Cadence) -> list[str]:
    waits = [cadence.search_every, cadence.first_recheck, cadence.recheck_every]
    waits += [cadence.watch_every, cadence.unsure_wait]
    quiet = cadence.quiet_hours
    return [
        *map(short, waits),
        " ".join(map(short, cadence.retry)),
        *map(short, (cadence.resume_after, cadence.health_every)),
        *map(short, (cadence.remind_wait, cadence.courtesy_wait)),
        *map(short, (cadence.mailbox_every, cadence.confirm_within)),
        f"{quiet.start:%H:%M}-{quiet.end:%H:%M}" if quiet else "none",
        f"{cadence.jitter_percent}%",
        str(cadence.submissions_per_day),
    ]


def short(wait: timedelta) -> str:
    for unit, length in (
        ("d", timedelta(days=1)),
        ("h", timedelta(hours=1)),
        ("m", timedelta(minutes=1)),
    ):
        if wait >= length and not wait % length:
            return f"{wait // length}{unit}"
    raise AssertionError(wait)
