"""The words of one language: the texts of the paragraphs, dates, and the names of things."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, Field

from optout.rights.law import Law, Role
from optout.rights.letters.template import Template, template
from optout.rights.letters.wanted import Language


class Words(BaseModel):
    """``person`` and ``agent`` say whom the letter is about, as the one or the other puts it.

    ``facts`` names facts by meaning, ``laws`` laws by slug, ``places`` jurisdictions by code, and
    ``grounds`` what a refusal rests on by its kind; ``authorities`` are regulators that have words for
    a name, by the English ones. But for facts, what is not there keeps its own name.
    ``first_day`` is how the first of a month is written.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    months: tuple[str, ...] = Field(min_length=12, max_length=12)
    day_in_words: str
    first_day: str
    colon: str
    subject: str
    your_reference: str
    unnamed: str
    sender_address: str
    person: Mapping[str, str]
    agent: Mapping[str, str]
    gdpr: str
    uk_gdpr: str
    laws: Mapping[str, str]
    places: Mapping[str, str]
    grounds: Mapping[str, str]
    authorities: Mapping[str, str]
    facts: Mapping[str, str]

    def dated(self, day: date) -> str:
        """The day in words, such as 1 March 2026."""
        number = self.first_day if day.day == 1 else str(day.day)
        return self.day_in_words.format(day=number, month=self.months[day.month - 1], year=day.year)

    def law(self, law: Law) -> str:
        """The law's name; where the language has none for it, its own, without the right."""
        return self.laws.get(law.slug) or _without_right(law.name)

    def about(self, role: Role) -> Mapping[str, str]:
        return self.agent if role == "agent" else self.person


class Texts(BaseModel):
    """A language's file as it is. ``texts`` is by the ids of the variants."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: Words
    texts: Mapping[str, str]


@lru_cache(maxsize=4)
def texts_in(language: Language) -> Texts:
    """What the language's file says."""
    text = (files(__package__) / "texts" / f"{language}.yaml").read_text("utf-8")
    return Texts.model_validate(yaml.safe_load(text))


@lru_cache(maxsize=4)
def templates_in(language: Language) -> Mapping[str, Template]:
    """Every text of the language by its id, ready to be filled."""
    return {name: template(text) for name, text in texts_in(language).texts.items()}


def _without_right(name: str) -> str:
    """The rows of the table are named "Act, right to delete (11 CCR 7021)"."""
    act, _, right = name.partition(", ")
    citation = right.partition(" (")[2]
    return f"{act} ({citation}" if citation else act
