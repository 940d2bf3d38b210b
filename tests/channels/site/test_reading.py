"""Which hosts are read for a domain, and what is said of those that are not."""

import socket
from collections.abc import Mapping

import httpx
import pytest

from optout.channels.site.own_domains import own_domains
from optout.channels.site.reading import Finding, heaviest
from optout.people.facts import Facts
from optout.requests.failures import Failure
from optout.requests.outcome import Answer
from optout.requests.verdict import Verdict
from tests.channels.site.test_channel import REFUSED, run, unknown

BARE, WWW, PORT = (f"https://{host}" for host in ("ex.example", "www.ex.example", "ex.example:8443"))


def facts(*pages: str) -> Facts:
    return Facts({"x-domain": ("ex.example",), "url": pages})


def looked(pages: tuple[str, ...], served: Mapping[str, str]) -> tuple[Answer, list[str], list[Verdict]]:
    """Only these origins exist; others have no name."""

    def answering(request: httpx.Request) -> httpx.Response:
        origin = str(request.url).removesuffix("/robots.txt")
        if origin not in served:
            return unknown(request)
        return httpx.Response(200, text=served[origin], headers={"Content-Type": "text/plain"})

    outcome, capture = run(answering, facts=facts(*pages), with_www=True)
    asked = [one.url.removesuffix("/robots.txt") for one in capture.exchanges]
    return outcome.answer, asked, [one.verdict for one in capture.looked_up]


@pytest.mark.parametrize(
    ("page", "served", "answer", "asked"),
    [
        (f"{BARE}/", {BARE: REFUSED, WWW: ""}, Answer.DONE, [BARE, WWW]),
        (f"{WWW}/", {WWW: REFUSED, BARE: ""}, Answer.DONE, [WWW, BARE]),
        (f"{BARE}/", {BARE: REFUSED, WWW: REFUSED}, Answer.ABSENT, [BARE, WWW]),
        (f"{WWW}/", {WWW: REFUSED}, Answer.ABSENT, [WWW]),
        (f"{PORT}/", {BARE: REFUSED}, Answer.UNREACHABLE, []),
        (f"{PORT}/", {BARE: "", PORT: REFUSED}, Answer.ABSENT, [PORT]),
        (f"{PORT}/", {BARE: REFUSED, PORT: ""}, Answer.DONE, [PORT]),
    ],
)
def test_a_domain_is_read_where_the_profile_names_it_and_with_www_besides(
    page: str, served: Mapping[str, str], answer: Answer, asked: list[str]
) -> None:
    assert looked((page,), served)[:2] == (answer, asked)


@pytest.mark.parametrize("cause", [None, socket.gaierror(socket.EAI_AGAIN, "try again")])
def test_a_host_besides_that_does_not_answer_is_no_host_that_is_not_there(
    cause: Exception | None,
) -> None:
    def answering(request: httpx.Request) -> httpx.Response:
        if request.url.host.startswith("www."):
            raise httpx.ConnectError("refused", request=request) from cause
        return httpx.Response(200, text=REFUSED)

    outcome, capture = run(answering, facts=facts(f"{BARE}/"), with_www=True)
    assert (outcome.answer, outcome.failure) == (Answer.UNREACHABLE, Failure.NO_CONNECTION)
    assert capture.looked_up[0].verdict is Verdict.ERROR


def test_a_site_that_is_not_on_https_is_never_claimed_and_the_person_is_told() -> None:
    answer, asked, verdicts = looked(("http://ex.example/",), {BARE: REFUSED, "http://ex.example": ""})
    assert (answer, asked) == (Answer.PERSON, [])
    assert verdicts == [Verdict.UNPROVEN, Verdict.UNPROVEN]


def test_an_own_page_that_is_not_on_https_stays_unproven_beside_its_domain() -> None:
    old = "http://ex.example/old"
    answering = {f"{BARE}/robots.txt": REFUSED}
    outcome, capture = run(
        lambda request: httpx.Response(200, text=answering[str(request.url)]),
        facts=facts(f"{BARE}/", old),
    )
    assert outcome.answer is Answer.ABSENT
    domain, page = capture.looked_up
    assert dict(domain.detail) == {"opted_out": True, "looked_at": f"{BARE}, {WWW}"}
    assert (page.meaning, page.thing, page.verdict) == ("url", old, Verdict.UNPROVEN)
    assert dict(page.detail)["why"] == "only https is looked at; name the page's https address"


def test_where_a_domain_is_read_is_told_as_scheme_host_and_port() -> None:
    [domain] = own_domains(facts(f"{PORT}/", f"{BARE}:443/", "https://ex.example:x/"))
    assert (domain.origins, domain.besides) == (
        (PORT, BARE),
        ("https://www.ex.example:8443", WWW),
    )
    assert domain.unread == ("https://ex.example:x/",)


def test_what_is_open_outweighs_what_is_unknown_whichever_came_first() -> None:
    is_open, no_answer = Finding("open"), Finding("no answer", Failure.TIMEOUT)
    for found in ([is_open, no_answer, Finding()], [Finding(), no_answer, is_open]):
        assert heaviest(found) is is_open
    assert heaviest([Finding(), no_answer]) is no_answer
    assert heaviest([Finding()]) == heaviest([]) == Finding()
