"""A published site, read over real HTTP from a server that answers well and badly."""

import asyncio

import pytest

from optout.signals.audit_reading import FileRead, SiteRead, State
from optout.sites.answers import NO_CONNECTION
from optout.sites.reading import LINKED, NOT_ASKED, read, read_published
from optout.sites.web_source import MOST_OF_A_FILE, WebSource
from tests.sites.own_server import Answer, OwnServer, html, redirect, text

FILES = {"robots": "/robots.txt", "ai_txt": "/ai.txt", "tdmrep": "/.well-known/tdmrep.json"}
NO_TEXT = "HTTP 200, but HTML came instead of text"
PACKED = "packed in a way that nobody asked for"
PICTURE = Answer(200, b"\xff\xd8\xff", (("Content-Type", "image/jpeg"), ("X-Robots-Tag", "noai")))


def read_at(site: OwnServer, path: str = "/", seconds: float = 5.0) -> SiteRead:
    return asyncio.run(read(WebSource(site.address + path, seconds=seconds)))


def robots(site: OwnServer, answer: Answer, seconds: float = 5.0) -> FileRead:
    site.answers |= {"/": html("<p>home"), "/robots.txt": answer}
    return read_at(site, seconds=seconds).robots


def test_it_reads_the_page_and_the_three_files_of_its_origin(site: OwnServer) -> None:
    site.answers |= {"/a/b": html("<p>page", ("X-Robots-Tag", "noai"), ("X-Robots-Tag", "a: noindex"))}
    site.answers |= {
        path: text(f"[{path}]"[: 0 if path == "/ai.txt" else None]) for path in FILES.values()
    }
    site.answers["/robots.txt"] = text("User-agent: *\r\nDisallow:")
    seen = read_at(site, "/a/b?c=d#e")
    assert site.asked == ["/a/b", "/robots.txt", "/ai.txt", "/.well-known/tdmrep.json"]
    assert seen.robots == FileRead(State.SERVED, "User-agent: *\r\nDisallow:", "HTTP 200")
    assert seen.ai_txt == FileRead(State.SERVED, "", "HTTP 200")
    assert seen.tdmrep.text == "[/.well-known/tdmrep.json]"
    assert seen.has_headers
    lines = [value for name, value in seen.pages[0].headers if name.lower() == "x-robots-tag"]
    assert lines == ["noai", "a: noindex"]  # each line on its own, as it was served


@pytest.mark.parametrize(
    ("answer", "state", "why"),
    [
        (text("gone", 404), State.NONE, "HTTP 404"),
        (text("gone", 410), State.NONE, "HTTP 410"),
        (text("no", 401), State.UNAVAILABLE, "HTTP 401"),
        (text("no", 403), State.UNAVAILABLE, "HTTP 403"),
        (text("later", 429), State.UNREADABLE, "HTTP 429"),
        (text("broken", 500), State.UNREADABLE, "HTTP 500"),
        (text("broken", 503), State.UNREADABLE, "HTTP 503"),
        (Answer(304), State.UNREADABLE, "HTTP 304"),
        (Answer(body=b"User-agent: *", lacks=9), State.UNREADABLE, NO_CONNECTION),
        (Answer(300), State.UNREADABLE, "HTTP 300"),
        (Answer(206, b"User-agent"), State.UNREADABLE, "HTTP 206"),
        (html("Not found here"), State.UNREADABLE, NO_TEXT),
        (html("<!doctype html><p>Not here"), State.UNREADABLE, NO_TEXT),
        (text("\ufeff \n<html>"), State.UNREADABLE, NO_TEXT),
        (text('{"error": 1}'), State.UNREADABLE, "HTTP 200, but JSON came instead of text"),
        (Answer(body=b"User-agent: *\0"), State.UNREADABLE, "HTTP 200, but no text came"),
        (text("#" * (MOST_OF_A_FILE + 1)), State.UNREADABLE, "larger than is read"),
        (redirect("https://elsewhere.example/robots.txt"), State.UNREADABLE, "a redirect off the site"),
        (redirect("/robots.txt"), State.UNREADABLE, "more redirects than are followed"),
        (Answer(headers=(("Content-Encoding", "br"),)), State.UNREADABLE, PACKED),
        (Answer(302), State.UNREADABLE, "HTTP 302"),
    ],
)  # fmt: skip
def test_every_answer_has_a_state_of_its_own(
    site: OwnServer, answer: Answer, state: State, why: str
) -> None:
    assert robots(site, answer) == FileRead(state, "", why)


def test_a_file_as_large_as_is_read_is_read(site: OwnServer) -> None:
    assert robots(site, text("#" * MOST_OF_A_FILE)).state is State.SERVED


def test_a_server_that_does_not_answer_in_time_is_unreadable(site: OwnServer) -> None:
    seen = robots(site, Answer(hangs=True), seconds=0.3)
    assert seen == FileRead(State.UNREADABLE, "", "no complete answer in time")


def test_five_redirects_within_the_site_are_followed_and_a_sixth_is_not(site: OwnServer) -> None:
    site.answers |= {f"/{n}": redirect(f"/{n + 1}") for n in range(5)}
    site.answers["/5"] = text("User-agent: *")
    assert robots(site, redirect("/1")).text == "User-agent: *"
    site.answers["/5"] = redirect("/6")
    site.answers["/6"] = text("User-agent: *")
    assert robots(site, redirect("/1")).why == "more redirects than are followed"


def test_where_nobody_answers_everything_is_unreadable() -> None:
    with OwnServer().open() as gone:
        address = gone.address
    seen = read_published(f"{address}/")
    states = {one.state for one in (seen.robots, seen.ai_txt, seen.tdmrep, seen.pages[0])}
    assert states == {State.UNREADABLE}
    assert seen.robots.why == "no connection, or one that broke off"


def test_an_address_with_a_password_is_not_asked(site: OwnServer) -> None:
    seen = read_published(site.address.replace("http://", "http://me:secret@") + "/")
    assert (seen.pages[0].state, site.asked) == (State.UNREADABLE, [])


def test_linked_pages_and_images_of_the_site_are_read_and_no_others(site: OwnServer) -> None:
    site.answers |= {
        "/": html(
            '<a href="/one#part">1</a><a href=/one>again</a><a href="https://other.example/">x</a>'
            '<a href="mailto:me@own.example">m</a><a href=/>home</a><img src="/p.jpg">'
            '<img src="//other.example/q.jpg"><a href="http://[">no address</a>'
        ),
        "/one": html('<meta name=robots content="noai">'),
        "/p.jpg": PICTURE,
    }
    first, one, picture = read_at(site).pages
    assert [page.url.removeprefix(site.address) for page in (first, one, picture)] == [
        "/",
        "/one",
        "/p.jpg",
    ]
    assert one.metas == (("robots", "noai"),)
    assert (picture.is_image, picture.content) == (True, b"\xff\xd8\xff")
    assert (first.is_image, first.content) == (False, b"")


@pytest.mark.parametrize(("links", "images"), [(30, 30), (30, 2), (2, 30), (30, 0), (0, 30)])
def test_ten_linked_things_are_read_at_most_and_both_kinds_have_a_place(
    site: OwnServer, links: int, images: int
) -> None:
    body = "".join(f"<a href=/l{n}>" for n in range(links))
    site.answers["/"] = html(body + "".join(f"<img src=/i{n}>" for n in range(images)))
    seen = [page.url.removeprefix(site.address)[:2] for page in read_at(site).pages[1:]]
    assert len(seen) == LINKED
    assert seen.count("/i") == max(min(images, LINKED // 2), LINKED - links if links < LINKED else 0)


def test_after_two_pages_without_an_answer_no_more_are_asked_for(site: OwnServer) -> None:
    site.answers["/"] = html("".join(f"<a href=/l{n}>" for n in range(9)))
    site.answers |= {f"/l{n}": text("busy", 503) for n in range(9)}
    assert [page.why for page in read_at(site).pages] == ["HTTP 200", "HTTP 503", "HTTP 503"]


def test_a_licence_of_the_site_is_read_and_anothers_is_not(site: OwnServer) -> None:
    document = Answer(200, b"<rsl/>", (("Content-Type", "application/xml"),))
    site.answers |= {"/": html(""), "/licence.xml": document}
    here, there = f"{site.address}/licence.xml", "https://other.example/licence.xml"
    site.answers["/robots.txt"] = text(f"License: {there}\nLicense: {here}\nLicense: {here}\n")
    (licence,) = read_at(site).licenses
    assert (licence.url, licence.content, licence.is_image) == (here, b"<rsl/>", False)


def test_no_more_than_two_licences_are_read(site: OwnServer) -> None:
    names = [f"{site.address}/l{n}" for n in range(4)]
    site.answers |= {"/": html(""), "/robots.txt": text("".join(f"License: {one}\n" for one in names))}
    assert [one.url for one in read_at(site).licenses] == names[:2]


@pytest.mark.parametrize(
    ("kind", "encoding", "state"),
    [
        ("text/html; charset=utf-16", "utf-16", State.SERVED),
        ('text/html; x=y; Charset = "UTF-16LE"', "utf-16-le", State.SERVED),
        ("text/html", "utf-8", State.SERVED),
        ("text/html; charset=nonsense", "utf-8", State.UNREADABLE),
    ],
)
def test_the_tags_of_a_page_are_read_in_its_encoding(
    site: OwnServer, kind: str, encoding: str, state: State
) -> None:
    body = '<meta name="robots" content="noai">'.encode(encoding)
    site.answers["/"] = Answer(200, body, (("Content-Type", kind),))
    page = read_at(site).pages[0]
    assert page.state is state
    assert page.metas == ((("robots", "noai"),) if state is State.SERVED else ())


def test_a_page_made_to_choke_its_reader_is_unreadable(site: OwnServer) -> None:
    site.answers["/"] = html("<p " + " ".join(f"a{n}=1" for n in range(5000)) + ">")
    page = read_at(site).pages[0]
    assert (page.state, page.why) == (State.UNREADABLE, "HTTP 200, but its tags are too large to read")


def test_a_site_that_is_silent_twice_is_not_asked_for_more(site: OwnServer) -> None:
    site.answers |= {"/": Answer(hangs=True), "/robots.txt": Answer(hangs=True)}
    seen = read_at(site, seconds=0.3)
    assert site.asked == ["/", "/robots.txt"]
    assert seen.ai_txt == seen.tdmrep == FileRead(State.UNREADABLE, why=NOT_ASKED)


def test_a_site_whose_page_alone_is_silent_is_asked_for_its_files(site: OwnServer) -> None:
    site.answers["/"] = Answer(hangs=True)
    read_at(site, seconds=0.3)
    assert site.asked == ["/", "/robots.txt", "/ai.txt", "/.well-known/tdmrep.json"]
