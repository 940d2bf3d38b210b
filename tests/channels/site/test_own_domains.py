"""Only what is the person's own is ever asked: a domain with a page of theirs is not theirs by that."""

import pytest

from optout.catalog.catalog import load_catalog
from optout.channels.site.own_domains import own_domains, sites_on
from optout.people.facts import Facts


def names(domains: tuple[str, ...], urls: tuple[str, ...] = ()) -> list[str]:
    return [one.name for one in own_domains(Facts({"x-domain": domains, "url": urls}))]


def test_a_domain_is_own_by_its_first_page_and_not_by_a_page_on_it() -> None:
    assert names(("rosalind.example",)) == ["rosalind.example"]
    assert names(
        ("rosalind.example",), ("https://rosalind.example/", "https://rosalind.example/blog")
    ) == ["rosalind.example"]
    assert names(("pages.example",), ("https://pages.example/~rosalind",)) == []
    assert names(("pages.example",), ("https://pages.example/?user=rosalind",)) == []


@pytest.mark.parametrize(
    "host", ["localhost", "127.0.0.1", "169.254.169.254", "a..example", "[::1]", "10"]
)
def test_a_network_address_or_a_single_name_is_nobodys_domain(host: str) -> None:
    assert names((host,)) == []


def test_every_host_under_which_it_is_reached_is_looked_at() -> None:
    urls = (
        "https://www.rosalind.example/",
        "https://rosalind.example/",
        "https://www.rosalind.example/blog",
    )
    [domain] = own_domains(Facts({"x-domain": ("rosalind.example",), "url": urls}))
    assert domain.origins == ("https://www.rosalind.example", "https://rosalind.example")
    assert domain.besides == domain.unread == ()
    assert domain.first_page == urls[0]


@pytest.mark.parametrize(
    ("host", "held"),
    [
        ("rosalind.example", True),
        ("WWW.rosalind.example.", True),
        ("blog.rosalind.example", False),
        ("evil-rosalind.example", False),
        ("rosalind.example.evil.example", False),
    ],
)
def test_a_redirect_may_lead_to_the_same_domain_only(host: str, held: bool) -> None:
    [domain] = own_domains(Facts({"x-domain": ("rosalind.example",)}))
    assert domain.holds(host) is held


def test_of_a_platform_only_an_own_site_below_it_counts() -> None:
    facts = Facts(
        {
            "x-profile-url": ("https://rosalind.wordpress.com/", "https://wordpress.com/rosalind"),
            "url": (
                "https://rosalind.example/",
                "https://wordpress.com/",
                "https://roz.wordpress.com/a",
            ),
        }
    )
    [site] = sites_on(facts, load_catalog().get("wordpress_com"))
    assert (site.name, site.meaning, site.thing) == (
        "rosalind.wordpress.com",
        "x-profile-url",
        "https://rosalind.wordpress.com/",
    )


def test_an_own_site_on_a_platform_with_www_is_its_own_host() -> None:
    page = "https://www.rosalind.wordpress.com/"
    [site] = sites_on(Facts({"x-profile-url": (page,)}), load_catalog().get("wordpress_com"))
    assert (site.origins, site.besides, site.thing) == (
        ("https://www.rosalind.wordpress.com",),
        (),
        page,
    )
    assert site.holds("www.rosalind.wordpress.com")
    assert not site.holds("wordpress.com")
