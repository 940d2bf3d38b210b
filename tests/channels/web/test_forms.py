"""Forms that set traps or have changed: nothing unnamed is filled, nothing unknown is sent."""

import pytest

from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Sent
from tests.channels.web.acme import EXPECTED_FIELDS, FACTS, SUBMIT_FLOW, SUBMIT_NEEDS, Runs, Site, form

MARKED = {
    "hidden type": '<input type=hidden name=trap value="">',
    "display none": '<div style="display: none"><label>Email <input name=trap type=email></label></div>',
    "hidden attribute": "<div hidden><label>Email <input name=trap></label></div>",
    "off screen": '<label style="position:absolute; left:-9999px">Email <input name=trap></label>',
    "aria-hidden": "<div aria-hidden=true><label>Email <input name=trap></label></div>",
    "tabindex": "<label>Email <input name=trap tabindex=-1 autocomplete=off></label>",
    "style sheet": (
        "<style>.hp { display: none }</style><p class=hp><label>Email <input name=trap></label></p>"
    ),
    "no size": '<p style="width:0;height:0;overflow:hidden"><label>Email<input name=trap></label></p>',
    "transparent": '<p style="opacity: 0"><label>Email <input name=trap></label></p>',
    "invisible": '<p style="visibility:hidden"><label>Email <input name=trap></label></p>',
    "clipped": (
        '<p style="position:absolute;clip:rect(0 0 0 0)"><label>Email <input name=trap></label></p>'
    ),
}
DRAWN = {
    "covered": (
        '<div style="position:relative;height:40px"><label>Email <input name=trap></label>'
        '<div style="position:absolute;inset:0;background:white">Notice</div></div>'
    ),
    "outer style sheet": (
        '<link rel=stylesheet href="/s.css"><p class=q><label>Email <input name=trap></label></p>'
    ),
    "script": (
        "<p id=q><label>Email <input name=trap></label></p>"
        "<script>q.style.height = q.style.width = 0; q.style.overflow = 'hidden'</script>"
    ),
}
NEW_REQUIRED = {
    "attribute": "<label>Mother's maiden name <input name=new required></label>",
    "aria": "<label>Favourite colour <input name=new aria-required=true></label>",
    "asterisk": "<label>Passport number * <input name=new></label>",
    "select": "<label>Tax office <select name=new required><option>A</option></select></label>",
    "password": "<label>New password <input type=password name=new required></label>",
    "file": "<label>Copy of your ID <input type=file name=new required></label>",
    "known meaning": "<label>Phone number <input name=new required></label>",
    "card": "<label>Card number <input name=new autocomplete=cc-number required></label>",
    "box": "<label><input type=checkbox name=new required> Subscribe me</label>",
}


def assert_sent_as_expected(site: Site, run: Runs) -> None:
    assert run(Action.SUBMIT).outcome.answer == Answer.DONE
    sent = [pair for pair in site.to("POST", "/send")[0].fields if pair[0] != "trap" or pair[1]]
    assert sent == EXPECTED_FIELDS


@pytest.mark.parametrize("trap", MARKED)
def test_it_leaves_a_trap_in_the_markup_empty(site: Site, run: Runs, trap: str) -> None:
    site.page("/optout", form(MARKED[trap]))
    assert_sent_as_expected(site, run)


@pytest.mark.parametrize("trap", DRAWN)
def test_it_leaves_a_trap_that_only_drawing_shows_empty(site: Site, browse: Runs, trap: str) -> None:
    site.page("/optout", form(DRAWN[trap]))
    site.page("/s.css", ".q { height: 0; overflow: hidden }", content_type="text/css")
    site.apps["/s.css"].headers["content-type"] = "text/css"  # type: ignore[attr-defined]
    assert_sent_as_expected(site, browse)


@pytest.mark.parametrize("new", NEW_REQUIRED)
def test_a_new_required_field_stops_before_sending(site: Site, run: Runs, new: str) -> None:
    site.page("/optout", form(NEW_REQUIRED[new]))
    ran = run(Action.SUBMIT)
    outcome = ran.outcome
    assert (outcome.answer, outcome.failure, outcome.step, outcome.sent) == (
        Answer.UNRECOGNISED,
        Failure.FORM_CHANGED,
        "send",
        Sent.NO,
    )
    assert outcome.detail.startswith("new required: ")
    assert site.to("POST", "/send") == []
    assert ran.capture.disclosed == []


def test_it_quotes_the_label_of_the_new_field_for_the_maintainer(site: Site, run: Runs) -> None:
    site.page("/optout", form(NEW_REQUIRED["aria"] + f"<label>{'Long' * 50} * <input name=n2></label>"))
    detail = run(Action.SUBMIT).outcome.detail
    assert "'Favourite colour'" in detail
    assert len(detail) < 150


def test_a_new_optional_field_is_left_empty(site: Site, run: Runs) -> None:
    site.page("/optout", form("<label>Phone number <input name=tel></label>"))
    assert run(Action.SUBMIT).outcome.answer == Answer.DONE
    assert ("tel", "") in site.to("POST", "/send")[0].fields


def test_a_required_fact_without_a_control_stops_before_sending(site: Site, run: Runs) -> None:
    site.page(
        "/optout",
        form().replace("Last name", "Favourite colour").replace('name="fn" required', "name=c"),
    )
    outcome = run(Action.SUBMIT).outcome
    assert (outcome.failure, outcome.sent) == (Failure.FORM_CHANGED, Sent.NO)
    assert outcome.detail == "no control asks for family-name"


def test_two_controls_for_one_fact_stop_before_sending(site: Site, run: Runs) -> None:
    site.page("/optout", form("<label>Email <input name=second></label>"))
    outcome = run(Action.SUBMIT).outcome
    assert (outcome.failure, outcome.step, outcome.sent) == (Failure.FORM_CHANGED, "fill-form", Sent.NO)


def test_another_form_on_the_page_is_left_alone(site: Site, run: Runs) -> None:
    other = (
        "<form action=/news><label>Email * <input name=news required></label><button>Go</button></form>"
    )
    site.page("/optout", other + form())
    assert_sent_as_expected(site, run)


def test_a_select_without_a_fitting_choice_stops_before_sending(site: Site, run: Runs) -> None:
    site.page("/optout", form())
    outcome = run(Action.SUBMIT, FACTS | {"address-level1": ("NY",)}).outcome
    assert (outcome.failure, outcome.sent) == (Failure.FORM_CHANGED, Sent.NO)
    assert outcome.detail == "no choice fits the fact for address-level1"


@pytest.mark.parametrize("challenge", ["g-recaptcha", "h-captcha", "cf-turnstile"])
def test_a_challenge_on_the_form_asks_a_person_before_sending(
    site: Site, run: Runs, challenge: str
) -> None:
    site.page("/optout", form(f"<div class='{challenge}' data-sitekey=x></div>"))
    outcome = run(Action.SUBMIT).outcome
    assert (outcome.answer, outcome.failure, outcome.sent) == (Answer.PERSON, Failure.CHALLENGE, Sent.NO)
    assert site.to("POST", "/send") == []


def test_it_chooses_a_radio_button_by_its_words(site: Site, run: Runs) -> None:
    radios = (
        "<fieldset><legend>Request type</legend>"
        "<label><input type=radio name=kind value=1 checked> Access</label>"
        "<label><input type=radio name=kind value=2> Delete my data</label></fieldset>"
    )
    site.page("/optout", form(radios))
    needs = {**dict.fromkeys(SUBMIT_NEEDS, "required"), "x-request-type": "required"}
    flow = [SUBMIT_FLOW[0], {"id": "fill-form", "fill": list(needs)}, *SUBMIT_FLOW[2:]]
    facts = FACTS | {"x-request-type": ("Delete my data",)}
    assert run(Action.SUBMIT, facts, submit_needs=needs, submit_flow=flow).outcome.answer == Answer.DONE
    fields = site.to("POST", "/send")[0].fields
    assert [pair for pair in fields if pair[0] == "kind"] == [("kind", "2")]


def test_unticked_disabled_and_preset_controls_are_sent_as_a_browser_sends_them(
    site: Site, run: Runs
) -> None:
    site.page(
        "/optout",
        form(
            "<input type=checkbox name=news value=1><input type=checkbox name=kept value=1 checked>"
            "<input name=off value=1 disabled><textarea name=note>a\nb</textarea>"
            "<select name=lang><option value=en>English<option value=fr selected>French</select>"
            "<input type=submit name=other value=Other><input value=nameless>"
        ),
    )
    assert run(Action.SUBMIT).outcome.answer == Answer.DONE
    extra = [("kept", "1"), ("note", "a\r\nb"), ("lang", "fr")]
    assert site.to("POST", "/send")[0].fields == [*EXPECTED_FIELDS[:-1], *extra, EXPECTED_FIELDS[-1]]
