"""Proposals for a definition whose pages have changed, from real twins behind a change."""

import re
from collections.abc import Iterator

import pytest
from starlette.types import ASGIApp, Receive, Scope, Send

from optout.catalog.catalog import load_catalog
from optout.catalog.yaml_tree import read_tree
from optout.rehearsal.room import Change
from optout.rehearsal.stage import START
from optout.running.repairing import Draft, Repairer
from tests.running.local_sites import LocalSites, answering, replacing, rewriting

CATALOG = load_catalog()
MORE = "<p><label>Telephone number <input name=phone_2 type=tel required></label></p>"
SECRET = "<p><label>Social security number <input name=more_2 required></label></p>"
CONSENT = "<p><label><input type=checkbox name=ok required> I agree that my data is sold</label></p>"
SUBMIT = '<button type="submit">Submit request'


def _without_email(app: ASGIApp) -> ASGIApp:
    """The form no longer asks for the e-mail address."""
    field = re.compile(r'<p class="field"><label for="[^"]*">Your e-mail.*?</p>')
    return rewriting(lambda page: field.sub("", page))(app)


def _moved(app: ASGIApp) -> ASGIApp:
    """The form is at another address now, and the links say where."""
    link = {'href="/opt-out">Privacy choices': 'href="/privacy/opt-out">Opt out'}
    inner = replacing(link)(app)

    async def moved(scope: Scope, receive: Receive, send: Send) -> None:
        paths = {"/opt-out": "/gone", "/privacy/opt-out": "/opt-out"}
        path = paths.get(scope["path"], scope["path"])
        await inner({**scope, "path": path, "raw_path": path.encode()}, receive, send)

    return moved


@pytest.fixture(scope="module")
def sites() -> Iterator[LocalSites]:
    with LocalSites(CATALOG, ("people_atlas", "county_ledger", "true_who")).open() as opened:
        yield opened


def _draft(sites: LocalSites, change: Change = lambda app: app, slug: str = "people_atlas") -> Draft:
    sites.place(slug, change)
    draft = Repairer(CATALOG.definition(slug), sites.reach, START).draft()
    assert sites.sent == []
    return draft


def _lines(draft: Draft, sign: str) -> list[str]:
    """The lines that the diff adds or takes away, without the names of files."""
    lines = draft.diff.splitlines()
    return [one[1:].strip() for one in lines if one.startswith(sign) and not one.startswith(sign * 3)]


@pytest.mark.parametrize("slug", ["people_atlas", "county_ledger"])
def test_where_nothing_changed_nothing_is_proposed(sites: LocalSites, slug: str) -> None:
    draft = _draft(sites, slug=slug)
    assert (draft.changes, draft.left, draft.diff) == ([], [], "")


def test_a_button_that_does_the_same_by_another_name_is_proposed(sites: LocalSites) -> None:
    draft = _draft(sites, replacing({"Submit request": "Send my request"}))
    assert _lines(draft, "+") == [
        'button "Send my request"',
        "- {id: press-submit, click: Send my request}",
    ]
    assert _lines(draft, "-") == [
        'button "Submit request"',
        "- {id: press-submit, click: Submit request}",
    ]
    assert draft.left == []


def test_a_button_that_does_another_thing_is_only_explained(sites: LocalSites) -> None:
    draft = _draft(sites, replacing({"Submit request": "Pay 5 dollars"}))
    assert draft.diff == ""
    assert "'Pay 5 dollars'" in draft.left[0]


def test_another_heading_of_the_same_page_is_proposed(sites: LocalSites) -> None:
    draft = _draft(sites, replacing({"Opt out of People Atlas": "Leave the People Atlas"}))
    assert "sign: {heading: Leave the People Atlas}" in _lines(draft, "+")
    assert draft.left == []


def test_a_new_required_field_is_proposed_as_a_further_disclosure(sites: LocalSites) -> None:
    draft = _draft(sites, replacing({SUBMIT: MORE + SUBMIT}))
    added = _lines(draft, "+")
    assert "needs: {x-listing-url: required, email: required, tel: required}" in added
    assert "- {id: say-which, fill: [x-listing-url, email, tel]}" in added
    assert "tel" in draft.discloses
    assert any("disclose more, and has to agree" in one for one in draft.changes)
    assert any(one.startswith('control textbox "Telephone number" asks tel') for one in added)


@pytest.mark.parametrize("more", [SECRET, CONSENT], ids=["secret", "consent"])
def test_what_nobody_may_take_over_is_never_proposed(sites: LocalSites, more: str) -> None:
    draft = _draft(sites, replacing({SUBMIT: more + SUBMIT}))
    assert draft.changed == {}
    assert draft.discloses == []
    assert any("submit" in one for one in draft.left)


def test_a_new_sentence_of_consent_keeps_the_form_from_being_taken_over(sites: LocalSites) -> None:
    terms = "<p>By sending this form you agree that we sell your data to our partners.</p>"
    draft = _draft(sites, replacing({SUBMIT: terms + SUBMIT, "Submit request": "Send request"}))
    assert list(draft.changed) == ["provider.yaml"]
    assert "new consent" in draft.left[0]


def test_a_field_that_is_gone_is_taken_out(sites: LocalSites) -> None:
    draft = _draft(sites, _without_email)
    added = _lines(draft, "+")
    assert "needs: {x-listing-url: required}" in added
    assert "- {id: say-which, fill: [x-listing-url]}" in added
    assert any("e-mail address no more" in one for one in draft.changes)


def test_a_page_that_moved_is_found_by_the_link_of_its_words(sites: LocalSites) -> None:
    draft = _draft(sites, _moved)
    assert "url: https://people-atlas.example/privacy/opt-out" in _lines(draft, "+")
    assert "url: https://people-atlas.example/opt-out" in _lines(draft, "-")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (replacing({'action="/opt-out"': 'action="https://elsewhere.example/x"'}), "not the provider's"),
        (answering("/opt-out", "<h1>Opt out of People Atlas</h1><p>Verify you are human</p>"), "human"),
        (answering("/opt-out", "<h1>Opt out</h1><p>We'll be right back soon.</p>"), "closed"),
        (answering("/opt-out", "<h1>No</h1>", 403), "refused"),
    ],
    ids=["target", "challenge", "closed", "403"],
)
def test_a_check_that_stopped_it_is_never_proposed_away(
    sites: LocalSites, change: Change, said: str
) -> None:
    draft = _draft(sites, change)
    assert draft.changed == {}
    assert len(draft.left) == 1
    assert said in draft.left[0]


def test_two_changes_at_once_are_both_proposed(sites: LocalSites) -> None:
    draft = _draft(sites, replacing({SUBMIT: MORE + SUBMIT, "Submit request": "Send request"}))
    added = _lines(draft, "+")
    assert "- {id: press-submit, click: Send request}" in added
    assert "- {id: say-which, fill: [x-listing-url, email, tel]}" in added


def test_the_proposal_is_a_definition_and_keeps_every_other_line(sites: LocalSites) -> None:
    draft = _draft(sites, replacing({SUBMIT: MORE + SUBMIT}))
    before, after = draft.before["provider.yaml"], draft.files["provider.yaml"]
    assert len(before.splitlines()) == len(after.splitlines())
    assert read_tree(after.encode()).value["submit"]["needs"]["tel"] == "required"


def test_a_form_behind_a_challenge_is_not_guessed_at(sites: LocalSites) -> None:
    draft = _draft(sites, slug="true_who")
    assert draft.changed == {}
    assert "human" in draft.left[0]
