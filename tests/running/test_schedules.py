from datetime import timedelta
from pathlib import Path

import pytest

from optout.errors import WrongInput
from optout.running.schedules import load_schedule, schedule_names

EVERYDAY = (Path(__file__).parents[2] / "schedules" / "everyday.yaml").read_text(encoding="utf-8")


def _written(tmp_path: Path, *changes: tuple[str, str]) -> str:
    text = EVERYDAY
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    return str(tmp_path / "mine.yaml")


def _line(beginning: str) -> int:
    return [line.startswith(beginning) for line in EVERYDAY.splitlines()].index(True) + 1


def test_every_shipped_schedule_loads_and_is_named_as_its_file() -> None:
    assert schedule_names() == ["careful", "everyday", "fleet"]
    assert [load_schedule(name).name for name in schedule_names()] == schedule_names()


def test_a_schedule_of_ones_own_is_a_file(tmp_path: Path) -> None:
    mine = load_schedule(_written(tmp_path, ("search_every: 30d", "search_every: 90d")))

    assert mine.search_every == timedelta(days=90)


def test_an_unknown_name_lists_the_known_ones() -> None:
    with pytest.raises(WrongInput, match=r"no schedule 'hourly'.*careful, everyday, fleet"):
        load_schedule("hourly")


def test_a_file_that_is_not_there_is_told_by_its_name_alone(tmp_path: Path) -> None:
    with pytest.raises(WrongInput, match="There is no schedule 'gone'") as failure:
        load_schedule(str(tmp_path / "gone.yaml"))

    assert str(tmp_path) not in str(failure.value)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("search_every: 30d", "search_every: soon", "search_every: Value error, a duration is"),
        ("watch_every: 14d", "watch_every: 0d", "a wait must be longer than nothing"),
        ("jitter_percent: 10", "jitter_percent: 99", "jitter_percent: Input should be less"),
        ("time_zone: UTC", "time_zone: Nowhere/Land", "quiet_hours.time_zone: Value error"),
        ("resume_after: 14d", "sleep_after: 14d", "sleep_after: Extra inputs"),
        ("retry: [1h, 6h, 1d, 3d]", "retry: []", "retry: "),
    ],
)
def test_a_wrong_value_is_told_with_file_and_line(tmp_path: Path, old: str, new: str, what: str) -> None:
    with pytest.raises(WrongInput) as failure:
        load_schedule(_written(tmp_path, (old, new)))

    beginning = {"time_zone: UTC": "quiet_hours", "watch_every: 14d": "name"}.get(old, old)
    assert f"mine.yaml:{_line(beginning)}: " in str(failure.value)
    assert what in str(failure.value)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: [unclosed\nwords: x\n", 2),
        ("name: a\nname: b\n", 2),
        ("a: &x 1\nb: *x\n", 1),
        ("", 1),
        ("- a\n- b\n", 1),
    ],
)
def test_what_is_not_a_schedule_is_told_with_file_and_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")

    with pytest.raises(WrongInput, match=rf"^mine\.yaml:{line}: "):
        load_schedule(str(tmp_path / "mine.yaml"))
