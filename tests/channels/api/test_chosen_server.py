"""A server that the person chose in their settings: which addresses are fit, and what is asked there."""

import asyncio
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from pydantic import ValidationError

from optout.catalog.definition import Provider
from optout.catalog.learning import learning
from optout.catalog.steps import ApiStep, HandStep, hand_step
from optout.channels.api.chosen_server import origin_of
from optout.channels.api.visit import Visit
from optout.channels.attempt import Capture
from optout.http import HttpClient, Unanswered
from optout.people.facts import Facts
from optout.requests.failures import Failure

BASE = "http://127.0.0.1:1234/api"
STEP = ApiStep(channel="api", settings={"server": "A server."}, base_setting="server")


@pytest.fixture
def visiting(provider: Provider, pauses: Any) -> Callable[..., Visit]:
    def make(chosen: str | None, answer: httpx.Response | None = None, step: ApiStep = STEP) -> Visit:
        ok = answer or httpx.Response(200, json={})
        http = HttpClient(httpx.MockTransport(lambda request: ok))
        secrets = {"server": chosen} if chosen else {}
        return Visit(provider, step, Facts(), Capture(), http, secrets, pauses)

    return make


def fails(visit: Visit, url: str) -> Failure:
    with pytest.raises(Unanswered) as caught:
        asyncio.run(visit.get(url))
    return caught.value.failure


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://knn.example/x", ("https", "knn.example", None)),
        ("https://knn.example:8443", ("https", "knn.example", 8443)),
        ("http://localhost:1", ("http", "localhost", 1)),
        ("http://127.9.9.9", ("http", "127.9.9.9", None)),
        ("http://[::1]:5", ("http", "::1", 5)),
    ],
)
def test_encrypted_addresses_and_those_of_this_machine_are_fit(
    address: str, origin: tuple[str, str, int | None]
) -> None:
    assert origin_of(address) == origin


@pytest.mark.parametrize(
    "address",
    [
        "http://knn.example",
        "http://10.0.0.1",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "https://a:b@knn.example",
        "https://knn.example/#x",
        "https://knn.example?token=secret",
        "https://knn.example?",
        "https://knn.example/#",
        "file:///etc/passwd",
        "knn.example",
        "",
    ],
)
def test_other_addresses_are_not(address: str) -> None:
    with pytest.raises(Unanswered) as caught:
        origin_of(address)
    assert caught.value.failure is Failure.OFF_DOMAIN
    assert address not in str(caught.value) or not address


def test_what_lies_below_the_address_is_talked_to_besides_the_providers_domains(
    visiting: Callable[..., Visit],
) -> None:
    visit = visiting(BASE)
    assert visit.base() == BASE
    assert asyncio.run(visit.get(f"{BASE}/look")).status == 200
    assert asyncio.run(visit.get("https://api.registry.example/look")).status == 200


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1:1234/other",
        "http://127.0.0.1:12345/api/look",
        "http://127.0.0.1/api/look",
        "https://127.0.0.1:1234/api/look",
        "http://127.0.0.1:1234/apis",
        "https://elsewhere.example/api/look",
    ],
)
def test_nothing_else_on_that_host_is(visiting: Callable[..., Visit], url: str) -> None:
    assert fails(visiting(BASE), url) is Failure.OFF_DOMAIN


def test_it_may_not_send_us_elsewhere_not_even_to_the_provider(visiting: Callable[..., Visit]) -> None:
    away = httpx.Response(307, headers={"location": "https://api.registry.example/"})
    assert fails(visiting(BASE, away), f"{BASE}/look") is Failure.OFF_DOMAIN


@pytest.mark.parametrize("to", [f"{BASE}/other", "http://127.0.0.1:1234/elsewhere"])
def test_of_the_same_service_it_may_name_another_page(visiting: Callable[..., Visit], to: str) -> None:
    away = httpx.Response(307, headers={"location": to})
    assert fails(visiting(BASE, away), f"{BASE}/look") is Failure.TOO_MANY_REDIRECTS


@pytest.mark.parametrize(
    "to", ["http://127.0.0.1/api/other", "http://127.0.0.1:80/x", "https://127.0.0.1:1234/api/other"]
)
def test_another_port_or_scheme_of_its_host_is_another_service(
    visiting: Callable[..., Visit], to: str
) -> None:
    away = httpx.Response(307, headers={"location": to})
    assert fails(visiting(BASE, away), f"{BASE}/look") is Failure.OFF_DOMAIN


def test_without_the_setting_or_the_declaration_there_is_no_such_server(
    visiting: Callable[..., Visit],
) -> None:
    assert visiting(None).base() is None
    assert fails(visiting(None), f"{BASE}/look") is Failure.OFF_DOMAIN
    plain = visiting(BASE, step=ApiStep(channel="api", settings={"server": "A server."}))
    assert plain.base() is None
    assert fails(plain, f"{BASE}/look") is Failure.OFF_DOMAIN


def test_the_setting_has_to_be_explained_among_the_others() -> None:
    with pytest.raises(ValidationError, match="base_setting 'server' is none of settings"):
        ApiStep(channel="api", base_setting="server")


def test_the_plan_names_it_among_those_who_learn(provider: Provider) -> None:
    asked = provider.model_copy(
        update={"search": STEP.model_copy(update={"needs": {"url": "required"}})}
    )
    assert learning(asked).recipients == ("registry.example", "your server")


def test_what_is_only_compared_here_is_learnt_by_nobody(provider: Provider) -> None:
    needs = {"email": "required", "url": "required"}
    step = ApiStep.model_validate({"channel": "api", "needs": needs, "untold": ["email"]})
    assert learning(provider.model_copy(update={"search": step})).meanings == ("url",)
    with pytest.raises(ValidationError, match="untold names what needs does not list"):
        ApiStep.model_validate({"channel": "api", "untold": ["email"]})


def test_what_a_flow_leaves_to_the_person_is_the_step_that_it_holds() -> None:
    by_hand = HandStep(channel="hand", url="https://registry.example/", instructions=("1. Sign in.",))
    assert hand_step(by_hand) is by_hand
    assert hand_step(ApiStep(channel="api", by_hand=by_hand)) is by_hand
    assert hand_step(ApiStep(channel="api")) is None
    assert hand_step(None) is None
