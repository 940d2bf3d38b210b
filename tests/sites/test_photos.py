"""Looking at one's own addresses: only the server's own word makes a photo gone."""

import asyncio
from collections.abc import Callable

import httpx
import pytest

from optout.exposure.exposure import Looked, Shown
from optout.signals.images.permission import Permission
from optout.signals.images.writing import with_permission
from optout.sites.photos import MOST, look_at
from tests.signals.images.pictures import picture

IMAGE = "https://robin.example/1.jpg"
JPEG = {"content-type": "image/jpeg"}
HTML = {"content-type": "text/html"}


def looked(answer: httpx.Response | Callable[[httpx.Request], httpx.Response]) -> Looked:
    transport = httpx.MockTransport(answer if callable(answer) else lambda _request: answer)
    return asyncio.run(look_at([IMAGE], transport))[IMAGE]


def test_a_picture_that_is_served_is_public() -> None:
    assert looked(httpx.Response(200, headers=JPEG, content=picture("JPEG"))) == Looked(
        Shown.PUBLIC, 1, is_image=True, why="HTTP 200"
    )


def test_what_the_published_picture_says_is_read() -> None:
    marked = with_permission(picture("JPEG"), Permission.PROHIBITED)
    assert looked(httpx.Response(200, headers=JPEG, content=marked)).refuses is True


def test_a_picture_whose_inside_cannot_be_read_says_so() -> None:
    hurt = picture("JPEG", b"<x:xmpmeta")
    assert looked(httpx.Response(200, headers=JPEG, content=hurt)) == Looked(
        Shown.PUBLIC,
        1,
        is_image=True,
        why="HTTP 200, but what the picture says inside could not all be read",
    )


def test_the_pictures_of_a_page_are_counted() -> None:
    page = '<html><body><img src="/a.jpg"><img src="/b.jpg"><img src="/a.jpg"></body></html>'
    assert looked(httpx.Response(200, headers=HTML, text=page)) == Looked(
        Shown.PUBLIC, 2, why="HTTP 200"
    )


@pytest.mark.parametrize(
    ("status", "shown"),
    [(404, Shown.GONE), (410, Shown.GONE), (401, Shown.UNKNOWN), (403, Shown.UNKNOWN),
     (429, Shown.UNKNOWN), (500, Shown.UNKNOWN), (503, Shown.UNKNOWN)],
)  # fmt: skip
def test_only_not_there_is_gone(status: int, shown: Shown) -> None:
    assert looked(httpx.Response(status, headers=HTML, text="<p>words</p>")).shown == shown


@pytest.mark.parametrize("content", [b"", b"<html>", b"GIF89a"])
def test_what_calls_itself_a_picture_and_is_none_says_nothing(content: bytes) -> None:
    assert looked(httpx.Response(200, headers=JPEG, content=content)).shown == Shown.UNKNOWN


def test_no_answer_says_nothing() -> None:
    def refuse(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    assert looked(refuse).shown == Shown.UNKNOWN


def test_a_redirect_to_another_site_is_not_followed() -> None:
    asked = []

    def away(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.host)
        return httpx.Response(302, headers={"location": "https://other.example/1.jpg"})

    assert looked(away).shown == Shown.UNKNOWN
    assert asked == ["robin.example"]


def test_no_more_than_a_hundred_are_looked_at() -> None:
    transport = httpx.MockTransport(lambda _request: httpx.Response(404))
    many = [f"https://robin.example/{number}.jpg" for number in range(MOST + 5)]
    assert len(asyncio.run(look_at(many, transport))) == MOST
