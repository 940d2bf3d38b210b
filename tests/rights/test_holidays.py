from datetime import date

from optout.rights.holidays import holidays_of


def _weekdays(place: str, year: int) -> list[date]:
    return sorted(day for day in holidays_of(place, year) if day.weekday() < 5)


def test_the_federal_holidays_of_two_years_as_they_were_published() -> None:
    assert _weekdays("US", 2026) == [
        date(2026, 1, 1),
        date(2026, 1, 19),
        date(2026, 2, 16),
        date(2026, 5, 25),
        date(2026, 6, 19),
        date(2026, 7, 3),
        date(2026, 9, 7),
        date(2026, 10, 12),
        date(2026, 11, 11),
        date(2026, 11, 26),
        date(2026, 12, 25),
    ]
    assert _weekdays("US", 2021) == [
        date(2021, 1, 1),
        date(2021, 1, 18),
        date(2021, 2, 15),
        date(2021, 5, 31),
        date(2021, 6, 18),
        date(2021, 7, 5),
        date(2021, 9, 6),
        date(2021, 10, 11),
        date(2021, 11, 11),
        date(2021, 11, 25),
        date(2021, 12, 24),
        date(2021, 12, 31),
    ]
