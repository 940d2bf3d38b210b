"""The probes on twins, in the browser: what each says of sites that work, and of those that do not."""

from collections.abc import Iterator

import pytest

from optout.catalog.canaries import Canaries
from optout.catalog.catalog import load_catalog
from optout.catalog.definition import Provider
from optout.catalog.health import Verdict
from optout.catalog.steps import WebStep
from optout.rehearsal.room import Change
from optout.rehearsal.stage import START
from optout.running.canaries import consenting
from optout.running.probe_listed import probe_listed
from optout.running.probes import Looking, made_up, probe_form, probe_unlisted, required
from tests.running.local_sites import PERSON, LocalSites, answering, replacing

CATALOG = load_catalog()
WEB = [one for one in CATALOG if one.kind == "data_broker" and isinstance(one.search, WebStep)]
SEARCHED = [
    one
    for one in WEB
    if one.search
    and all(need in made_up(one.canaries, one.search.needs) for need in required(one.search.needs))
]
ATLAS = CATALOG.get("people_atlas")
STATE = PERSON.addresses[0].region or ""
OUT_OF_REACH = {"people_finders", "people_whiz", "spokeo", "true_who", "veripages"}
"""Their forms stand behind facts or a challenge."""
MORE = "<label>Date of birth <input name=dob required></label>"
LIST = """<h1>Search results</h1><ol><li class=result><h3 class=result-name>Somebody Else</h3>
<b class=result-age>44</b> <i class=result-city>Springfield</i> <i class=result-state>IL</i>
<a class=result-link href=/record/7>View</a></ol>"""
ASKED = [one for one in WEB if isinstance(one.submit, WebStep)]


@pytest.fixture(scope="module")
def sites() -> Iterator[LocalSites]:
    with LocalSites(CATALOG, tuple(one.slug for one in WEB)).open() as opened:
        yield opened


def _looking(sites: LocalSites, provider: Provider) -> Looking:
    return Looking(provider, START, sites.reach)


@pytest.mark.parametrize("provider", SEARCHED, ids=lambda one: one.slug)
def test_every_twin_says_that_it_does_not_list_who_cannot_be_listed(
    sites: LocalSites, provider: Provider
) -> None:
    sites.place(provider.slug)
    result = probe_unlisted(_looking(sites, provider))
    assert result.verdict == Verdict.GOOD, result.reason


@pytest.mark.parametrize("provider", ASKED, ids=lambda one: one.slug)
def test_every_twins_form_can_be_looked_at_without_telling_anything(
    sites: LocalSites, provider: Provider
) -> None:
    sites.place(provider.slug)
    result = probe_form(_looking(sites, provider))
    wanted = Verdict.NOT_CHECKED if provider.slug in OUT_OF_REACH else Verdict.GOOD
    assert result.verdict == wanted, result.reason
    assert sites.sent == []


def test_a_site_that_says_found_to_everything_is_bad(sites: LocalSites) -> None:
    sites.place("people_atlas", answering("/search", LIST))
    result = probe_unlisted(_looking(sites, ATLAS))
    assert (result.verdict, "found to everything" in result.reason) == (Verdict.BAD, True)


def test_a_site_that_says_no_results_to_everything_is_bad(sites: LocalSites) -> None:
    sites.place("people_atlas", answering("/search", "<h1>We have no record</h1><p>Try others.</p>"))
    looking = _looking(sites, ATLAS)
    assert probe_unlisted(looking).verdict == Verdict.GOOD
    result = probe_listed((consenting(looking, PERSON),)).result
    assert (result.verdict, "no results to everything" in result.reason) == (Verdict.BAD, True)


def test_who_is_listed_is_found_where_the_site_works(sites: LocalSites) -> None:
    sites.place("people_atlas")
    looking = _looking(sites, ATLAS)
    assert probe_listed((consenting(looking, PERSON),)).result.verdict == Verdict.GOOD


@pytest.mark.parametrize(
    ("change", "verdict", "said"),
    [
        (replacing({"Submit request": "Pay 5 dollars"}), Verdict.BAD, "press-submit"),
        (replacing({"<button": MORE + "<button"}), Verdict.BAD, "Date of birth"),
        (replacing({"Opt out of People Atlas": "Welcome"}), Verdict.BAD, "open-form"),
        (answering("/opt-out", "<h1>No</h1>", 403), Verdict.NOT_CHECKED, "refused"),
        (answering("/opt-out", "<h1>Oh no</h1>", 503), Verdict.NOT_CHECKED, "fault of its own"),
        (
            answering("/opt-out", "<h1>Robot?</h1><p>Verify you are human</p>"),
            Verdict.NOT_CHECKED,
            "human",
        ),
    ],
    ids=["button", "control", "heading", "403", "503", "challenge"],
)
def test_a_changed_form_is_bad_and_a_closed_door_says_nothing(
    sites: LocalSites, change: Change, verdict: Verdict, said: str
) -> None:
    sites.place("people_atlas", change)
    result = probe_form(_looking(sites, ATLAS))
    assert result.verdict == verdict, result.reason
    assert said in result.reason
    assert sites.sent == []


def test_the_form_that_a_definition_names_is_the_one_that_is_looked_at(sites: LocalSites) -> None:
    sites.place("people_atlas")
    other = ATLAS.model_copy(update={"canaries": Canaries(form="another-press")})
    assert probe_form(_looking(sites, other)).verdict == Verdict.NOT_CHECKED
    named = ATLAS.model_copy(update={"canaries": Canaries(form="press-submit")})
    assert probe_form(_looking(sites, named)).verdict == Verdict.GOOD


def test_a_definition_may_name_its_own_unlisted_person(sites: LocalSites) -> None:
    sites.place("people_atlas")
    name = PERSON.names[0]
    listed = {"given-name": name.given, "family-name": name.family, "address-level1": STATE}
    wrong = ATLAS.model_copy(update={"canaries": Canaries(unlisted=listed)})
    assert probe_unlisted(_looking(sites, wrong)).verdict == Verdict.BAD


def test_a_form_that_is_not_in_the_flow_is_refused() -> None:
    plain = ATLAS.model_dump(mode="json", exclude_none=True)
    with pytest.raises(ValueError, match="no click of submit"):
        Provider.model_validate(plain | {"canaries": {"form": "open-form"}})
