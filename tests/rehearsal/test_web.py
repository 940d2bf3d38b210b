import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from optout.channels.attempt import Exchange
from optout.http import HttpClient, Unanswered
from optout.rehearsal.web import LocalWeb, free_listener
from optout.requests.failures import Failure


def site(name: str) -> Starlette:
    async def answer(request: Request) -> Response:
        said = (await request.body()).decode()
        return PlainTextResponse(f"{name} {request.method} {request.headers['host']} {said}".strip())

    return Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST"])])


@pytest.fixture
def web() -> Iterator[LocalWeb]:
    web = LocalWeb(
        {"one.example": site("one"), "two.example": site("two"), "api.two.example": site("api")}
    )
    web.start()
    yield web
    web.stop()


def test_answers_leave_without_waiting_for_more() -> None:
    """Elsewhere every page that is sent in two pieces takes 40 ms longer."""

    class Meeting(asyncio.Protocol):
        def connection_made(self, transport: asyncio.BaseTransport) -> None:
            made.set_result(transport.get_extra_info("socket"))

    async def undelayed() -> int:
        server = await asyncio.get_running_loop().create_server(Meeting, sock=listener)
        async with server:
            _, writer = await asyncio.open_connection(*listener.getsockname())
            option = (await made).getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
            writer.close()
            return int(option)

    listener = free_listener()
    with asyncio.Runner() as runner:
        made: asyncio.Future[socket.socket] = runner.get_loop().create_future()
        assert runner.run(undelayed()) != 0


def fetch(web: LocalWeb, url: str, method: str = "GET", body: bytes = b"") -> Exchange:
    async def once() -> Exchange:
        client = HttpClient(web.transport)
        try:
            return (await client.fetch(method, url, body=body, allowed=lambda _: True))[1]
        finally:
            await client.close()

    return asyncio.run(once())


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("one.example", "one"),
        ("www.one.example", "one"),
        ("two.example", "two"),
        ("api.two.example", "api"),
    ],
)
def test_every_domain_and_its_subdomains_answer_under_their_own_name(
    web: LocalWeb, host: str, name: str
) -> None:
    assert fetch(web, f"https://{host}/").response_body == f"{name} GET {host}".encode()


def test_one_transport_serves_one_event_loop_after_the_other(web: LocalWeb) -> None:
    assert web.transport is web.transport
    assert [fetch(web, "https://one.example/").status for _ in range(3)] == [200, 200, 200]


def test_a_body_arrives_as_it_was_sent(web: LocalWeb) -> None:
    answer = fetch(web, "https://one.example/form", "POST", b"a=1&b=2")
    assert answer.response_body == b"one POST one.example a=1&b=2"


@pytest.mark.parametrize(
    "url", ["https://elsewhere.example/", "https://notone.example/", "http://one.example/"]
)
def test_an_unknown_host_is_a_connection_error(web: LocalWeb, url: str) -> None:
    with pytest.raises(Unanswered) as caught:
        fetch(web, url)
    assert caught.value.failure == Failure.NO_CONNECTION


def spoken(web: LocalWeb, host: str, context: ssl.SSLContext, name: str) -> bytes:
    with (
        socket.create_connection(("127.0.0.1", web.port), timeout=5) as plain,
        context.wrap_socket(plain, server_hostname=name) as line,
    ):
        line.sendall(f"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        return line.recv(100)


def test_a_request_for_a_host_that_is_not_here_is_misdirected(web: LocalWeb) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname = False
    trusting.verify_mode = ssl.CERT_NONE
    assert spoken(web, "elsewhere.example", trusting, "elsewhere.example").startswith(b"HTTP/1.1 421 ")


def test_the_world_does_not_trust_its_certificate(web: LocalWeb) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        spoken(web, "one.example", ssl.create_default_context(), "one.example")


def test_another_local_webs_certificate_is_not_accepted(web: LocalWeb) -> None:
    other = LocalWeb({"one.example": site("other")})
    other.start()
    try:
        real_port, web.port = web.port, other.port
        with pytest.raises(Unanswered) as caught:
            fetch(web, "https://one.example/")
        web.port = real_port
    finally:
        other.stop()
    assert caught.value.failure == Failure.NO_CONNECTION


def test_it_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    web = LocalWeb({"one.example": site("one")})
    threads = set(threading.enumerate())
    web.start()
    assert set(threading.enumerate()) - threads
    web.stop()
    assert set(threading.enumerate()) <= threads
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", web.port), timeout=5)


def test_it_is_started_once_and_may_be_stopped_twice(web: LocalWeb) -> None:
    with pytest.raises(RuntimeError, match="started already"):
        web.start()
    web.stop()
    web.stop()


def test_before_it_is_started_nobody_can_be_led_to_it() -> None:
    web = LocalWeb({"one.example": site("one")})
    with pytest.raises(RuntimeError, match="not started"):
        _ = web.transport
    with pytest.raises(RuntimeError, match="not started"):
        _ = web.browser_args


def test_the_browser_is_led_here_and_nowhere_else(web: LocalWeb) -> None:
    (rules,) = web.browser_args
    here = f"127.0.0.1:{web.port}"
    assert rules.startswith("--host-resolver-rules=MAP api.two.example ")
    assert f"MAP one.example {here}, MAP *.one.example {here}" in rules
    assert rules.endswith(", MAP * ~NOTFOUND")
