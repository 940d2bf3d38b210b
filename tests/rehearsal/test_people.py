import random
import re
from datetime import date

import pytest

from optout.people.subject import Subject
from optout.rehearsal.people import namesakes, synthetic_people


def years_apart(one: Subject, other: Subject) -> int:
    assert one.birth_date is not None
    assert other.birth_date is not None
    return abs(one.birth_date.year - other.birth_date.year)


def test_the_same_seed_gives_the_same_people() -> None:
    assert synthetic_people(3, 5) == synthetic_people(3, 5)


def test_another_seed_gives_other_people() -> None:
    names = [{person.names[0].full for person in synthetic_people(seed, 5)} for seed in (1, 2)]
    assert names[0] != names[1]


def test_no_two_of_them_share_a_name_an_address_or_a_domain() -> None:
    people = synthetic_people(4, 60)
    for fact in ("names", "emails", "sites", "usernames"):
        assert len({getattr(person, fact)[0] for person in people}) == 60


def test_every_person_has_what_a_provider_may_ask_for() -> None:
    for person in synthetic_people(5, 40):
        present, past = person.addresses
        assert person.birth_date is not None
        assert 1951 <= person.birth_date.year <= 2000
        assert present.until is None
        assert past.until is not None
        assert past.until < date(2026, 1, 1)
        assert present.region != past.region
        assert len(person.images) in (2, 3)


def test_nothing_of_them_can_belong_to_anybody() -> None:
    for person in synthetic_people(6, 40):
        assert re.fullmatch(r"\+1 \d{3}-555-01\d\d", person.phones[0])
        domain = person.emails[0].partition("@")[2]
        assert domain.endswith(".example")
        assert person.sites == (f"https://{domain}/",)
        assert all(image.startswith(f"https://{domain}/") for image in person.images)


def test_too_many_people_are_refused() -> None:
    with pytest.raises(ValueError, match="no more than 750"):
        synthetic_people(1, 751)


def test_namesakes_share_the_name_and_are_clearly_somebody_else() -> None:
    for subject in synthetic_people(7, 20):
        here, same_state, elsewhere = namesakes(subject, random.Random(1), 3)
        home = subject.addresses[0]
        assert {other.names for other in (here, same_state, elsewhere)} == {subject.names}
        assert here.addresses[0].locality == home.locality
        assert 12 <= years_apart(here, subject) <= 25
        assert same_state.addresses[0].region == home.region
        assert same_state.addresses[0].locality != home.locality
        assert 12 <= years_apart(same_state, subject) <= 25
        assert elsewhere.addresses[0].region not in {address.region for address in subject.addresses}


def test_namesakes_have_mail_addresses_of_their_own() -> None:
    (subject,) = synthetic_people(8, 1)
    others = namesakes(subject, random.Random(2), 7)
    assert len(others) == 7
    assert len({person.emails[0] for person in (subject, *others)}) == 8


def test_the_same_randomness_gives_the_same_namesakes() -> None:
    (subject,) = synthetic_people(9, 1)
    assert namesakes(subject, random.Random(3), 4) == namesakes(subject, random.Random(3), 4)


def test_a_namesake_is_an_adult_of_less_than_a_hundred_and_one_years() -> None:
    for subject in synthetic_people(10, 40):
        for other in namesakes(subject, random.Random(4), 6):
            assert other.birth_date is not None
            assert 1926 <= other.birth_date.year <= 2000
