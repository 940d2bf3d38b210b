"""Which pages are the person's own, and how an index is asked for them."""

import pytest

from optout.channels.api.own_sites import Match, is_below, match, site_questions
from optout.people.facts import Facts

HOME = "https://rosalind.example/"


@pytest.mark.parametrize(
    ("address", "site", "below"),
    [
        ("https://rosalind.example/about", HOME, True),
        ("http://www.rosalind.example:80/", HOME, True),
        ("https://rosalind.example", HOME, True),
        ("https://blog.rosalind.example/", HOME, False),
        ("https://not-rosalind.example/", HOME, False),
        ("https://pages.example/~ros/a", "https://pages.example/~ros/", True),
        ("https://pages.example/~rosamund", "https://pages.example/~ros/", False),
        ("https://pages.example/~ros/a", "https://pages.example/~ros", False),
        ("https://pages.example/~ros", "https://pages.example/~ros", True),
        ("https://pages.example/?id=7", "https://pages.example/?id=7", True),
        ("https://pages.example/?id=70", "https://pages.example/?id=7", False),
        (f"{HOME}about/", f"{HOME}about", True),
        (f"{HOME}%7Eros", f"{HOME}~ros", True),
        (f"{HOME}%C3%BCber", f"{HOME}über", True),
        ("https://ROSALIND.example/a?y=2&x=1", f"{HOME}a?x=1&y=2", True),
        ("https://pages.example/%7Eros", "https://pages.example/~ros/", True),
        ("https://pages.example/~rosalind/", "https://pages.example/~ros/", False),
        (f"{HOME}About", f"{HOME}about", False),
    ],
)
def test_a_captured_address_is_a_sites_own_only_below_it(address: str, site: str, below: bool) -> None:
    assert is_below(address, site) is below


def test_a_question_about_a_domain_covers_the_own_pages_on_it() -> None:
    sites = (HOME, "https://www.rosalind.example/diary", "https://pages.example/~ros")
    questions = list(site_questions(Facts({"x-domain": ("rosalind.example",), "url": sites})))
    assert [one and (one.meaning, one.query, one.covers) for one in questions] == [
        ("x-domain", "*.rosalind.example", (("url", sites[0]), ("url", sites[1]))),
        ("url", "pages.example/~ros", ()),
    ]


def test_images_are_asked_for_only_where_that_is_wanted() -> None:
    here, there = f"{HOME}me.jpg", "https://cdn.example/u/7/me.jpg?w=2"
    facts = Facts({"x-domain": ("rosalind.example",), "x-image-url": (here, there)})
    with_images = list(site_questions(facts, images=True))
    assert [one and (one.meaning, one.value, one.query, one.covers) for one in with_images] == [
        ("x-domain", "rosalind.example", "*.rosalind.example", (("x-image-url", here),)),
        ("x-image-url", there, "cdn.example/u/7/me.jpg?w=2", ()),
    ]
    assert [one and one.covers for one in site_questions(facts)] == [()]


def test_an_address_that_cannot_be_asked_for_is_none() -> None:
    assert list(site_questions(Facts({"url": ("https://rosälind.example/",)}))) == [None]


@pytest.mark.parametrize(
    "captured",
    ["About", "about/index.html", "/about", "about;jsessionid=7", "about?utm_source=x", "about?sid=7"],
)
def test_what_an_index_may_take_for_the_same_address_is_near_and_proves_nothing(captured: str) -> None:
    about = f"{HOME}about"
    assert match([HOME, HOME + captured], about) is Match.NEAR
    assert match([HOME + captured, about], about) is Match.SURE
    assert match([HOME, f"{HOME}about-me", f"{HOME}a?about"], about) is Match.NONE
    assert match([f"https://elsewhere.example/{captured}"], about) is Match.NONE
