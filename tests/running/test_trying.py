"""One step of a definition, tried on pages of this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl

import pytest

from optout.catalog.catalog import Catalog, load_catalog
from optout.catalog.definition import Provider
from optout.catalog.steps import HandStep, ParentStep
from optout.channels.web.browser_path import require_browser
from optout.errors import WrongInput
from optout.network import Network
from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer, Sent
from optout.running.reach import Reach
from optout.running.trying import Trial, Tried, relocated, try_step
from tests.catalog.importing.brokers import broker, translated
from tests.running.workshop import PERSON, START

FORM = """<h1>Opt out of People Atlas</h1><form method=post action=/opt-out>
<label>Address of the record <input name=record type=url></label>
<label>Your e-mail address <input name=contact type=email></label>{more}
<button>Submit request</button></form>"""
LIST = """<h1>Search results</h1><ol><li class=result><h3 class=result-name>{name}</h3>
<b class=result-age>44</b> <i class=result-city>Ostergrove</i> <i class=result-state>OR</i>
<a class=result-link href=/record/7>View</a></ol>"""
HOME = """<h1>Find people</h1><form action=/search><label>First name <input name=f></label>
<label>Last name <input name=l></label>
<label>State <input name=s></label><button>Search</button></form>"""


class LocalSite:
    """Pages by path, and the forms that were posted."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        self.posted: list[dict[str, str]] = []
        self.address = ""

    @contextmanager
    def open(self) -> Iterator["LocalSite"]:
        site = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                page = site.pages.get(self.path.partition("?")[0])
                body = (page or "<h1>Nothing here</h1>").encode()
                self.send_response(200 if page else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def do_POST(self) -> None:
                sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
                site.posted.append(dict(parse_qsl(sent)))
                self.path = self.path + ":sent"
                self.do_GET()

            def log_message(self, *_: object) -> None:
                """Tests print nothing."""

        server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        thread = Thread(target=server.serve_forever)
        thread.start()
        self.address = f"http://127.0.0.1:{server.server_port}"
        try:
            yield self
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with LocalSite().open() as opened:
        yield opened


@pytest.fixture(scope="module")
def reach() -> Iterator[Reach]:
    opened = Reach(Network(), Catalog({}), lambda: require_browser(None).path)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def atlas() -> Provider:
    return load_catalog().get("people_atlas")


def tried(reach: Reach, provider: Provider, action: Action, start: str, stop: bool = False) -> Tried:
    trial = Trial(provider, action, PERSON, start, START, listing=start, stop_before_send=stop)
    return try_step(trial, reach)


def test_a_submission_is_filled_and_sent(reach: Reach, atlas: Provider, site: LocalSite) -> None:
    site.pages = {"/away": FORM.format(more=""), "/opt-out:sent": "<h1>Check your e-mail</h1>"}
    found = tried(reach, atlas, Action.SUBMIT, site.address + "/away")
    assert (found.outcome.answer, found.outcome.sent) == (Answer.DONE, Sent.YES)
    assert site.posted == [{"record": site.address + "/away", "contact": PERSON.emails[0]}]
    assert [(one.meaning, one.value) for one in found.capture.filled] == [
        ("x-listing-url", site.address + "/away"),
        ("email", PERSON.emails[0]),
    ]
    assert found.capture.clicked == ["Submit request"]


def test_it_stops_before_it_sends_when_told(reach: Reach, atlas: Provider, site: LocalSite) -> None:
    site.pages = {"/away": FORM.format(more="")}
    found = tried(reach, atlas, Action.SUBMIT, site.address + "/away", stop=True)
    assert (found.outcome.answer, found.outcome.sent) == (Answer.DONE, Sent.NO)
    assert (site.posted, found.capture.clicked) == ([], [])
    assert len(found.capture.filled) == 2


def test_a_new_required_field_stops_it(reach: Reach, atlas: Provider, site: LocalSite) -> None:
    site.pages = {"/away": FORM.format(more="<label>Account number <input name=no required></label>")}
    found = tried(reach, atlas, Action.SUBMIT, site.address + "/away")
    assert (found.outcome.failure, found.outcome.sent) == (Failure.FORM_CHANGED, Sent.NO)
    assert site.posted == []


def test_another_port_of_this_machine_is_another_site(
    reach: Reach, atlas: Provider, site: LocalSite
) -> None:
    with LocalSite().open() as other:
        form = FORM.format(more="").replace("action=/opt-out", f"action={other.address}/opt-out")
        site.pages = {"/away": form}
        found = tried(reach, atlas, Action.SUBMIT, site.address + "/away")
        assert (found.outcome.failure, found.outcome.sent) == (Failure.OFF_DOMAIN, Sent.NO)
        assert other.posted == []


def test_a_search_gives_the_listings_it_read(reach: Reach, atlas: Provider, site: LocalSite) -> None:
    site.pages = {"/": HOME, "/search": LIST.format(name="Zephyrine Quandolin")}
    found = tried(reach, atlas, Action.SEARCH, site.address + "/")
    assert found.outcome.answer == Answer.DONE
    (listing,) = found.listings
    assert (listing.name, listing.age, listing.url) == (
        "Zephyrine Quandolin",
        44,
        site.address + "/record/7",
    )
    assert found.outcome.sent == Sent.NO


def test_the_sites_own_no_results_is_absence(reach: Reach, atlas: Provider, site: LocalSite) -> None:
    site.pages = {"/": HOME, "/search": "<h1>We have no record</h1><p>of anybody by that name</p>"}
    assert tried(reach, atlas, Action.SEARCH, site.address + "/").outcome.answer == Answer.ABSENT


def test_another_page_is_not_recognised(reach: Reach, atlas: Provider, site: LocalSite) -> None:
    site.pages = {"/": "<h1>Welcome to our shop</h1>"}
    found = tried(reach, atlas, Action.SEARCH, site.address + "/")
    assert (found.outcome.answer, found.outcome.failure) == (
        Answer.UNRECOGNISED,
        Failure.LAYOUT_UNKNOWN,
    )
    assert (found.capture.filled, found.listings) == ([], ())


def test_an_empty_page_does_not_fit(reach: Reach, atlas: Provider, site: LocalSite) -> None:
    site.pages = {"/": "<p> </p>"}
    found = tried(reach, atlas, Action.SEARCH, site.address + "/")
    assert (found.outcome.answer, found.outcome.failure) == (Answer.UNRECOGNISED, Failure.EMPTY_PAGE)


def test_a_missing_fact_is_a_persons_to_give(reach: Reach, atlas: Provider) -> None:
    trial = Trial(atlas, Action.SUBMIT, PERSON, "http://127.0.0.1:9/", START)
    found = try_step(trial, reach)
    assert (found.outcome.answer, found.outcome.failure) == (Answer.PERSON, Failure.FACT_MISSING)


def test_what_the_parent_does_is_done_there(reach: Reach, atlas: Provider) -> None:
    child = atlas.model_copy(update={"submit": ParentStep(channel="parent")})
    found = tried(reach, child, Action.SUBMIT, "http://127.0.0.1:9/")
    assert (found.outcome.answer, found.outcome.sent) == (Answer.DONE, Sent.NO)


def test_a_step_by_hand_is_a_persons(reach: Reach, atlas: Provider) -> None:
    step = HandStep(
        channel="hand", url="https://people-atlas.example/", instructions=("Write a letter.",)
    )
    found = tried(reach, atlas.model_copy(update={"submit": step}), Action.SUBMIT, "http://127.0.0.1:9/")
    assert (found.outcome.failure, found.outcome.detail) == (Failure.BY_HAND, "Write a letter.")


def test_a_step_without_pages_cannot_be_tried(reach: Reach) -> None:
    api = load_catalog().get("common_crawl")
    with pytest.raises(WrongInput, match="not done on web pages"):
        tried(reach, api, Action.SEARCH, "http://127.0.0.1:9/")


def test_a_trial_elsewhere_never_leads_to_the_real_site(atlas: Provider) -> None:
    step = atlas.submit
    assert step.channel == "web"
    loading = atlas.model_copy(update={"loads_from": ("cdn.example",)})
    moved = relocated(loading, step, "http://127.0.0.1:4711/x?y={z}")
    assert (moved.domains, moved.loads_from) == (("127.0.0.1",), ())
    assert moved.pages["opt-out"].url == "http://127.0.0.1:4711/x?y=%7Bz%7D"
    assert moved.pages["home"].url == "http://127.0.0.1:4711/"


def test_a_trial_on_the_sites_own_domain_keeps_its_other_pages(atlas: Provider) -> None:
    step = atlas.submit
    assert step.channel == "web"
    moved = relocated(atlas, step, "https://people-atlas.example/opt-out?from=mail")
    assert moved.domains == atlas.domains
    assert moved.pages["home"] == atlas.pages["home"]


CHECKED = """<h1>Leave</h1><form id=f method=post action=/send>
<label>E-mail address <input id=em></label>
<div class=g-recaptcha style="width:300px;height:70px">Prove it</div><button>Send</button></form>"""


def test_a_form_is_filled_up_to_the_check_that_its_definition_expects(
    reach: Reach, site: LocalSite
) -> None:
    site.pages = {"/leave": CHECKED}
    asked = fill_email(), {"actionType": "getCaptchaInfo", "selector": ".g-recaptcha"}, SEND
    found = tried(reach, opt_out(*asked), Action.SUBMIT, site.address + "/leave")
    assert (found.outcome.failure, found.outcome.sent) == (Failure.CHALLENGE, Sent.NO)
    assert [one.meaning for one in found.capture.filled] == ["email"]


def test_nothing_is_typed_where_the_check_is_unexpected(reach: Reach, site: LocalSite) -> None:
    site.pages = {"/leave": CHECKED}
    found = tried(reach, opt_out(fill_email(), SEND), Action.SUBMIT, site.address + "/leave")
    assert (found.outcome.failure, found.outcome.sent) == (Failure.CHALLENGE, Sent.NO)
    assert found.capture.filled == []


SEND = {"actionType": "click", "elements": [{"type": "button", "selector": "button"}]}


def fill_email() -> dict[str, object]:
    boxes = [{"type": "email", "selector": "#em"}]
    return {"actionType": "fillForm", "selector": "#f", "elements": boxes}


def opt_out(*actions: dict[str, object]) -> Provider:
    leave = {"actionType": "navigate", "url": "https://nosy-neighbours.example/leave"}
    return translated(broker("nosy-neighbours.example", opt_out=[leave, *actions]))
