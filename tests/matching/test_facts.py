"""Ages, places, telephone numbers, relatives and own things, each by itself."""

from datetime import date
from math import exp

import pytest

from optout.matching.ages import age_evidence, read_ages
from optout.matching.match import match
from optout.matching.own_things import own_evidence
from optout.matching.phones import digits_of, phone_evidence, same_number
from optout.matching.places import place, place_evidence
from optout.matching.regions import region_of
from optout.matching.relatives import relatives_evidence
from optout.requests.outcome import Decision
from tests.matching.people import person

ON = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("shown", "ages"),
    [
        ("45", (45, 45)),
        ("Age: 45 (born 1981)", (45, 45)),
        ("40-49", (40, 49)),
        ("40 – 49 years", (40, 49)),
        ("in the 40s", (40, 49)),
        ("45, last year 44", (45, 45)),
        ("49-40", (49, 49)),
        ("unknown", None),
        ("1981", None),
        ("", None),
    ],
)
def test_an_age_is_read_from_what_a_site_writes(shown: str, ages: tuple[int, int] | None) -> None:
    assert read_ages(shown) == ages


@pytest.mark.parametrize(
    ("born", "shown", "why", "excludes"),
    [
        (date(1981, 6, 1), 45, "the age fits", False),
        (date(1981, 6, 2), 44, "the age fits", False),
        (date(1981, 6, 2), 45, "the age fits within a year", False),
        (date(1981, 6, 2), 43, "the age fits within a year", False),
        (date(1981, 6, 2), 42, "the age is two years off", False),
        (date(1981, 6, 2), 41, "another age", True),
        (date(1981, 6, 2), 47, "another age", True),
        (date(2027, 1, 1), 45, "another age", True),
    ],
)
def test_an_age_counts_from_the_birthday(born: date, shown: int, why: str, excludes: bool) -> None:
    evidence = age_evidence(born, (shown, shown), ON)
    assert evidence is not None
    assert (evidence.why, evidence.excludes) == (why, excludes)


def test_a_range_of_ages_says_less_than_an_age() -> None:
    exact, decade = (
        age_evidence(date(1981, 1, 1), (45, 45), ON),
        age_evidence(date(1981, 1, 1), (40, 49), ON),
    )
    assert exact is not None
    assert decade is not None
    assert exact.stranger > decade.stranger > 0
    twenties = age_evidence(date(1981, 1, 1), (40, 59), ON)
    assert twenties is not None
    assert exp(decade.stranger - twenties.stranger) == pytest.approx(2)


@pytest.mark.parametrize(
    ("low", "high", "excludes"),
    [
        (46, 50, False),
        (47, 50, True),
        (40, 44, False),
        (40, 43, True),
        (40, 45, False),
    ],
)
def test_a_range_of_ages_may_be_a_year_off(low: int, high: int, excludes: bool) -> None:
    found = age_evidence(date(1981, 1, 1), (low, high), ON)
    assert found is not None
    assert found.excludes is excludes


def test_nothing_is_said_of_an_age_that_one_side_does_not_tell() -> None:
    assert age_evidence(None, (45, 45), ON) is None
    assert age_evidence(date(1981, 1, 1), None, ON) is None


@pytest.mark.parametrize(
    ("own", "shown", "why"),
    [
        (("Saint Paul", "MN"), ("St. Paul", "Minnesota"), "the place fits"),
        (("Fort Worth", "TX"), ("FT WORTH", "tx"), "the place fits"),
        (("New York", "New York"), ("NYC", "NY"), "the place fits"),
        (("Fresno", "CA"), ("Fresno, CA", None), "the place fits"),
        (("Fresno", "CA"), ("Fresno", None), "the place fits"),
        (("München", "Bayern"), ("Muenchen", "bayern"), "the place fits but for its spelling"),
        (("Coeur d'Alene", "ID"), ("Coeur dAlene", "US-ID"), "the place fits"),
        (("Sacramento", "CA"), ("Sacremento", "CA"), "the place fits but for its spelling"),
        (("Reno", "NV"), ("Leno", "NV"), "the same region"),
        (("Boise", "ID"), ("Boisie", "ID"), "the place fits but for its spelling"),
        (("Dubuque", "IA"), ("Dubuuqee", "IA"), "the same region"),
        (("Davenport", "IA"), ("Davanprt", "IA"), "the same region"),
        (("Davenport", "IA"), ("Davanporrt", "IA"), "the place fits but for its spelling"),
        (("Springfield", "IL"), ("Springfield", "MO"), "other places"),
        (("Springfield", "IL", "62701"), ("Chatham", "IL", "62629"), "the same region"),
        (("Springfield", "IL", "62701"), ("Jerome", "IL", "62704"), "a neighbouring postal code fits"),
        (("Springfield", "IL", "62701"), (None, None, "62701-0001"), "the postal code fits"),
        (("Springfield", "IL"), (None, None), "no place to compare"),
        (("", "IL"), (None, "Illinois"), "the same region"),
    ],
)
def test_places_are_compared_as_people_write_them(
    own: tuple[str, ...], shown: tuple[str | None, ...], why: str
) -> None:
    assert place_evidence([place(*own)], [place(*shown)]).why == why  # type: ignore[arg-type]


def test_many_listed_places_make_a_fit_worth_less_and_two_fits_worth_more() -> None:
    peoria, waco, elsewhere = place("Peoria", "IL"), place("Waco", "TX"), place("Reno", "NV")
    one = place_evidence([peoria, waco], [peoria])
    among = place_evidence([peoria, waco], [peoria, elsewhere])
    both = place_evidence([peoria, waco], [peoria, waco])
    assert exp(one.stranger - among.stranger) == pytest.approx(2)
    assert exp(both.stranger - among.stranger) == pytest.approx(6)


def test_of_two_cities_that_fit_the_smaller_one_counts() -> None:
    large, small = place("New York", "NY"), place("Utica", "NY")
    both = place_evidence([large, small], [large, small])
    assert both == place_evidence([small, large], [small, large])
    assert both.stranger > place_evidence([large, small], [large]).stranger + 3


@pytest.mark.parametrize(
    ("text", "code"),
    [("Illinois", "il"), ("N.Y.", "ny"), ("ny", "ny"), ("District of Columbia", "dc"), ("Québec", "qc"),
     ("US-TX", "tx"), ("Bayern", "bayern"), (None, ""), ("", "")],
)  # fmt: skip
def test_a_region_is_known_by_code_and_by_name(text: str | None, code: str) -> None:
    assert region_of(text) == code


@pytest.mark.parametrize(
    ("shown", "digits"),
    [
        ("(217) 555-0101", "2175550101"),
        ("+1 217.555.0101 ext. 12", "12175550101"),
        ("0044 (0)20 7946 0000", "442079460000"),
        ("(217) 555-XXXX", None),
        ("217-55*-**01", None),
        ("555-0101", None),
        ("2555-0101", "25550101"),
        ("none", None),
    ],
)
def test_a_telephone_number_is_its_digits(shown: str, digits: str | None) -> None:
    assert digits_of(shown) == digits


def test_a_country_code_may_be_missing() -> None:
    assert same_number("12175550101", "2175550101")
    assert same_number("442079460000", "2079460000")
    assert same_number("35312345678", "12345678")
    assert not same_number("353112345678", "12345678")
    assert not same_number("2175550101", "2175550102")
    assert not same_number("999912175550101", "2175550101")


def test_numbers_that_nobody_told_say_nothing() -> None:
    assert phone_evidence([], ["2175550101"]) is None
    assert phone_evidence(["2175550101"], ["(217) 555-XXXX"]) is None
    among = phone_evidence(["2175550101", "3125550101"], ["2175550199", "3125550101"])
    assert among is not None
    assert among.why == "a telephone number fits"
    other = phone_evidence(["2175550101"], ["2175550199"])
    assert other is not None
    assert (other.why, other.against) == ("other telephone numbers", False)
    assert other.stranger < 0


def test_only_a_relative_of_the_same_name_says_anything() -> None:
    names = person().names
    assert relatives_evidence(names, ["Marie Quillfeather", "Desmond Ashgrove", ""]) is None
    for relative in ("Desmond Quillfeather", "Quillfeather, Desmond P", "DESMOND QUILLFEATHER SR"):
        found = relatives_evidence(names, [relative])
        assert found is not None
        assert found.relative < -2


@pytest.mark.parametrize(
    ("site", "url", "own"),
    [
        ("https://quill.example/", "http://www.quill.example/about", True),
        ("https://quill.example", "https://quill.example/", True),
        ("https://hub.example/quill", "https://hub.example/quill/page", True),
        ("https://hub.example/quill", "https://hub.example/quill", True),
        ("https://hub.example/quill", "https://hub.example/quillfeather", False),
        ("https://hub.example/quill", "https://hub.example/somebody", False),
        ("https://hub.example/?id=5", "https://hub.example/?id=5", True),
        ("https://hub.example/?id=5", "https://hub.example/?id=6", False),
        ("https://quill.example/", "https://quill.example.other.example/", False),
        ("https://quill.example/", "https://[broken", False),
        ("https://quill.example/", "", False),
    ],
)
def test_a_page_is_the_person_s_only_inside_their_own_site(site: str, url: str, own: bool) -> None:
    assert (own_evidence(person(sites=(site,)), [url], [], []) is not None) is own


def test_images_user_names_and_e_mail_addresses_are_the_person_s_own() -> None:
    subject = person(images=("https://cdn.example/1.jpg",), usernames=("quill85",))
    assert own_evidence(subject, ["https://cdn.example/1.jpg"], [], []) is not None
    assert own_evidence(subject, ["https://cdn.example/2.jpg"], [], []) is None
    assert own_evidence(subject, [], ["@QUILL85"], []) is not None
    assert own_evidence(subject, [], [], ["D@Quillfeather.example "]) is not None
    assert own_evidence(subject, [], [], ["e@quillfeather.example"]) is None


@pytest.mark.parametrize(
    ("meaning", "value", "own"),
    [
        ("x-github-account", "Quill-85", True),
        ("x-github-account", "quill-8", False),
        ("x-repository", "quill-85/Notes", True),
        ("x-repository", "quill-85/notes2", False),
        ("x-video-id", "aB3_-567890", True),
        ("x-video-id", "ab3_-567890", False),
        ("x-image-hash", "00FF00FF", True),
    ],
)
def test_accounts_and_other_own_things_are_the_persons_by_themselves(
    meaning: str, value: str, own: bool
) -> None:
    subject = person(
        github_accounts=("quill-85",),
        repositories=("quill-85/notes",),
        videos=("aB3_-567890",),
        image_hashes=("00ff00ff",),
    )
    found = match(subject, {meaning: value}, ON)
    assert found.decision == (Decision.SAME if own else Decision.DIFFERENT)
