"""The same organisation in several lists is one, whatever the order the lists are read in."""

from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from optout.catalog.definition import Sureness
from optout.catalog.importing.companies.entry import ByHand, Entry, ListName, as_json, from_json
from optout.catalog.importing.companies.merging import Organisation, organisations
from optout.catalog.importing.companies.provider import provider_of
from tests.catalog.importing.companies.lists import TODAY

SITES = ("alpha.example", "beta.example", "gamma.example", "delta.example")


def entry(slug: str = "acme", **changes: Any) -> Entry:
    whole = Entry(
        list=ListName.DATENANFRAGEN,
        key=slug,
        name=f"{slug.title()} GmbH",
        identity=f"{slug}.example",
        country="DE",
        file="x.json",
        version="1",
        read_on=TODAY,
        email=f"privacy@{slug}.example",
    )
    return replace(whole, **changes)


def running(slug: str, *runs: str) -> Entry:
    """One that a human vouches for, and that says that it runs others."""
    return entry(slug, runs=runs, sureness=Sureness.VERIFIED)


def of(*entries: Entry) -> dict[str, Organisation]:
    return {one.identity: one for one in organisations(entries)}


entries = st.builds(
    entry,
    slug=st.sampled_from([site.partition(".")[0] for site in SITES]),
    key=st.sampled_from(["1", "2", "3"]),
    list=st.sampled_from(list(ListName)),
    email=st.sampled_from([None, "a@alpha.example", "b@beta.example", "c@other.example"]),
    sureness=st.sampled_from(list(Sureness)),
    by_hand=st.sampled_from([None, ByHand("https://alpha.example/x", ("Ask.",), 3)]),
    country=st.sampled_from(["DE", "ZZ", "EU"]),
    dead=st.sampled_from([(), ("a@alpha.example",)]),
    gone=st.sampled_from([None, None, None, "it is no more"]),
    runs=st.lists(st.sampled_from([*SITES, "Beta GmbH", "nobody"]), max_size=2).map(tuple),
    needs=st.sampled_from([{}, {"bday": "required"}]),
)
lists_of_entries = st.lists(entries, max_size=8, unique_by=lambda one: (one.list, one.key))


@given(lists_of_entries, st.randoms())
def test_the_order_of_the_lists_does_not_matter(given_: list[Entry], random: Any) -> None:
    shuffled = list(given_)
    random.shuffle(shuffled)
    assert organisations(shuffled) == organisations(given_)
    assert [provider_of(one) for one in organisations(shuffled)] == [
        provider_of(one) for one in organisations(given_)
    ]


@given(lists_of_entries)
def test_every_entry_counts_for_exactly_one_that_is_listed(given_: list[Entry]) -> None:
    found = organisations(given_)
    listed = [one for one in found if one.part_of is None]
    counted = [(one.list, one.key) for organisation in listed for one in organisation.entries]
    assert sorted(counted) == sorted((one.list, one.key) for one in given_)
    assert [one.identity for one in found] == sorted({one.identity for one in given_})
    heads = {one.identity for one in listed}
    assert {one.part_of for one in found if one.part_of} <= heads


@given(lists_of_entries)
def test_no_letter_goes_to_an_address_that_a_list_knows_to_be_unread(given_: list[Entry]) -> None:
    for organisation in organisations(given_):
        provider = provider_of(organisation)
        dead = {address for one in organisation.entries for address in one.dead}
        assert getattr(provider.submit, "to", None) not in dead


@given(entries)
def test_an_entry_is_kept_as_it_was(given_: Entry) -> None:
    assert from_json(as_json(given_)) == given_


def test_entries_of_one_domain_are_one_organisation() -> None:
    first, second = entry(), entry(list=ListName.ERASER)
    assert of(second, first)["acme.example"].entries == (first, second)


def test_what_another_runs_counts_as_the_other_s() -> None:
    zeta = running("zeta", "Acme (www.acme.example)", "gone.example")
    found = of(entry(), zeta)

    assert found["acme.example"].part_of == "zeta.example"
    assert [one.key for one in found["zeta.example"].entries] == ["zeta", "acme"]


def test_a_name_of_several_words_means_the_one_organisation_that_has_it() -> None:
    zeta = running("zeta", "ACME, GmbH", "Solo")
    solo = entry("solo", name="Solo")
    assert of(entry(), zeta, solo)["acme.example"].part_of == "zeta.example"
    assert of(entry(), zeta, solo)["solo.example"].part_of is None
    twin = entry("twin", name="Acme GmbH")
    assert of(entry(), zeta, twin)["acme.example"].part_of is None


def test_who_runs_each_other_are_one_and_the_first_by_name_stands_for_them() -> None:
    one, two = running("alpha", "beta.example"), running("beta", "alpha.example")
    found = of(one, two)
    assert (found["alpha.example"].part_of, found["beta.example"].part_of) == (None, "alpha.example")


def test_a_chain_leads_to_its_top() -> None:
    chain = [running("gamma", "beta.example"), running("beta", "alpha.example")]
    found = of(entry("alpha"), *chain)
    assert {one.part_of for one in found.values()} == {None, "gamma.example"}


def test_a_domain_that_many_share_is_not_run_by_one() -> None:
    shared = entry("google", identity="google.com")
    assert of(shared, running("acme", "google.com"))["google.com"].part_of is None


def test_nobody_takes_another_s_place_without_being_vouched_for() -> None:
    for doubtful in (Sureness.IMPORTED, Sureness.SCRAPED):
        claim = replace(running("zeta", "acme.example"), sureness=doubtful)
        assert of(entry(), claim)["acme.example"].part_of is None
