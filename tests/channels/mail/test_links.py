import pytest

from optout.catalog.definition import Provider
from optout.channels.mail.links import links
from optout.channels.mail.parts import Readable
from tests.channels.mail.mails import LINK, mail, reading


@pytest.mark.parametrize(
    "url",
    [
        LINK.replace("https:", "http:"),
        "https://evil.example/confirm/k3y",
        "https://acme.example.evil.example/confirm/k3y",
        "https://notacme.example/confirm/k3y",
        "https://acme.example/unsubscribe/k3y",
        "https://acme.example:8443/confirm/k3y",
        "https://acme.example/confirm/../away?to=evil",
        "https://acme.example/confirm/%2e%2e/away",
        "https://acme.example/confirm//evil.example",
        "https://acme.example/confirm/%5cevil.example",
        "https://acme.example/confirm/\u202ey3k\u202c",
        "https://acme.example/confirm/%E2%80%AEy3k",
        "https://acme_x.acme.example/confirm/k3y",
        "ftp://acme.example/confirm/k3y",
        "//acme.example/confirm/k3y",
        "/confirm/k3y",
    ],
)
def test_a_link_that_does_not_fit_is_not_taken(url: str, linking: Provider) -> None:
    in_html = reading(mail(html=f'<p><a href="{url}">Confirm</a></p>'), linking)
    in_text = reading(mail(url), linking)

    assert (in_html.meaning, in_html.link) == ("other", None)
    assert (in_text.meaning, in_text.link) == ("other", None)


@pytest.mark.parametrize(
    ("url", "detail"),
    [
        ("https://acme.example@evil.example/confirm/k3y", "a link hides its host behind a user name"),
        ("https://x:y@acme.example/confirm/k3y", "a link hides its host behind a user name"),
        ("https://xn--cme-7cd.example/confirm/k3y", "a link leads to a look-alike host"),
        ("https://\u0430cme.example/confirm/k3y", "a link leads to a look-alike host"),
        ("https://xn--cme-7cd.acme.example/confirm/k3y", "a link leads to a look-alike host"),
    ],
)
def test_a_disguised_link_is_suspicious_even_beside_a_good_one(
    url: str, detail: str, linking: Provider
) -> None:
    found = reading(mail(f"{LINK}\n{url}\n"), linking)

    assert (found.meaning, found.link, found.detail) == ("suspicious", None, detail)


@pytest.mark.parametrize(
    "url",
    [
        f"javascript:{LINK}",
        "https://evil.example\\.acme.example/confirm/k3y",
        "https://[::1/confirm/k3y",
    ],
)
def test_a_link_that_no_honest_mail_has_is_suspicious(url: str, linking: Provider) -> None:
    found = reading(mail(html=f'<a href="{url}">Confirm</a>'), linking)

    assert (found.meaning, found.link) == ("suspicious", None)


def test_the_stop_of_a_sentence_is_no_part_of_a_link_but_a_token_is_kept_whole(
    linking: Provider,
) -> None:
    assert reading(mail(f"Go to {LINK}_-_."), linking).link == f"{LINK}_-_"


def test_two_different_links_are_suspicious_and_the_same_twice_is_not(linking: Provider) -> None:
    twice = reading(mail(f"{LINK}\n<{LINK}>", f'<a href="{LINK}">{LINK}</a>'), linking)
    two = reading(mail(f"{LINK}\n{LINK}2"), linking)

    assert twice.link == LINK
    assert (two.meaning, two.link, two.detail) == ("suspicious", None, "the mail has 2 different links")


def test_other_links_of_the_provider_do_no_harm(linking: Provider) -> None:
    html = (
        f'<a href="https://acme.example/">Acme</a> <a href="{LINK}">Yes</a> <a href="mailto:x@y">us</a>'
    )

    assert reading(mail(html=html), linking).link == LINK


@pytest.mark.parametrize(
    ("shown", "href", "meaning"),
    [
        ("https://acme.example/confirm/k3y", "https://evil.example/x", "suspicious"),
        ("www.acme.example", "https://evil.example/x", "suspicious"),
        ("https://evil.example/", LINK, "suspicious"),
        ("https://acme.example/", "javascript:alert(1)", "suspicious"),
        ("https://acme.example/confirm", LINK, "link"),
        ("https://mail.acme.example/", LINK, "link"),
        ("HTTPS://WWW.ACME.EXAMPLE/confirm", LINK, "link"),
        ("Confirm at https://evil.example", LINK, "link"),
    ],
)
def test_an_anchor_that_shows_another_host_is_suspicious(
    shown: str, href: str, meaning: str, linking: Provider
) -> None:
    found = reading(mail(html=f'<p><a href="{href}"><b>{shown}</b></a></p>'), linking)

    assert found.meaning == meaning


def test_a_look_alike_below_the_providers_own_domain_is_not_followed_either(linking: Provider) -> None:
    mail = Readable(texts=["https://xn--cme-7cd.acme.example/confirm/k3y"])

    assert links(mail, linking, "/confirm/") == set()
