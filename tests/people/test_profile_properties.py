"""Any subject, however odd its facts, is the same after a way through a file."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optout.clock import VirtualClock
from optout.errors import WrongInput
from optout.people.countries import COUNTRIES
from optout.people.profile import read_profile, write_profile
from optout.people.subject import PersonName, PostalAddress, Subject

WHOLE = (
    '{"names": [{"given": "Marisol", "family": "T"}],\n "emails": ["marisol@mail.example"]}',
    "names:\n  - given: Marisol\n    family: T\nemails:\n- marisol@mail.example\nphones: [0142]\n",
)
SUFFIXES = ("yaml", "json", "txt")
SCRAP = st.text(max_size=10) | st.text(
    "[]{}:,\"'\\\n\t -&*!%@`|>?#~\x00\x85\ufeff\uffffu8d", max_size=10
)
CLOCK = VirtualClock(datetime(2026, 3, 1, tzinfo=UTC))

T = TypeVar("T")
ODD = st.sampled_from(
    ["Null", "null", "~", "yes", "NO", "0123", "1e3", "- x", "a: b", "# a", "'", '"', "@", "😀", "שלום"]
)
WORD = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
text = ODD | st.lists(WORD, min_size=1, max_size=3).map(" ".join)
label = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8)
emails = st.builds("{}@{}.example".format, label, label)
urls = st.builds("https://{}.example/{}".format, label, label)
days = st.dates(date(1900, 1, 1), date(2026, 1, 1))
names = st.builds(PersonName, given=text, family=text, additional=st.none() | text)
addresses = st.builds(
    PostalAddress,
    street=st.none() | text,
    locality=text,
    region=st.none() | text,
    postal_code=st.none() | text,
    country=st.sampled_from(sorted(COUNTRIES)),
    until=st.none() | days,
)


def several(entries: st.SearchStrategy[T], least: int = 0) -> st.SearchStrategy[tuple[T, ...]]:
    return st.lists(entries, min_size=least, max_size=3).map(tuple)


subjects = st.builds(
    Subject,
    names=several(names, 1),
    birth_date=st.none() | days,
    emails=several(emails, 1),
    phones=several(text),
    addresses=several(addresses),
    usernames=several(text),
    sites=several(urls),
    images=several(urls),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(subject=subjects)
def test_what_is_written_reads_back_equal(tmp_path: Path, subject: Subject) -> None:
    assert read_profile(kept(tmp_path / "profile.yaml", write_profile(subject)), clock=CLOCK) == subject


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(subject=subjects)
def test_json_of_a_subject_reads_back_equal(tmp_path: Path, subject: Subject) -> None:
    path = kept(tmp_path / "profile.json", subject.model_dump_json())
    assert read_profile(path, clock=CLOCK) == subject


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    whole=st.sampled_from(WHOLE),
    start=st.integers(0, 80),
    length=st.integers(0, 20),
    patch=SCRAP,
    name=st.sampled_from(SUFFIXES),
)
def test_any_damage_to_a_profile_is_told_and_never_a_crash(
    tmp_path: Path, whole: str, start: int, length: int, patch: str, name: str
) -> None:
    path = kept(tmp_path / f"profile.{name}", whole[:start] + patch + whole[start + length :])
    try:
        assert isinstance(read_profile(path, clock=CLOCK), Subject)
    except WrongInput as refused:
        message = str(refused)
        assert re.match(rf"profile\.{name}, line [1-9]\d*: ", message)
        assert "arisol" not in message


def kept(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8", newline="")
    return path
