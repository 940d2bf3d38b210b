import pytest

from optout.catalog.importing.companies.domains import own_site, site_of
from optout.catalog.importing.companies.slug import slug_of_identity
from optout.catalog.importing.faults import Unusable


@pytest.mark.parametrize(
    ("host", "site"),
    [
        ("acme.example", "acme.example"),
        ("www.shop.acme.example", "acme.example"),
        ("WWW.Acme.Example.", "acme.example"),
        ("forms.acme.co.uk", "acme.co.uk"),
        ("acme.com.br", "acme.com.br"),
        ("herford.polizei.nrw", "herford.polizei.nrw"),
        ("www.finanzamt.hessen.de", "finanzamt.hessen.de"),
        ("acme.github.io", "acme.github.io"),
        ("wordpress.com", "wordpress.com"),
        ("müller.example", "xn--mller-kva.example"),
        ("xn--mller-kva.example", "xn--mller-kva.example"),
    ],
)
def test_the_registrable_part_is_what_somebody_can_own(host: str, site: str) -> None:
    assert site_of(host) == site


@pytest.mark.parametrize(
    "host", ["", "localhost", "127.0.0.1", "[::1]", "co.uk", "a..example", "-a.example"]
)
def test_what_nobody_owns_is_no_site(host: str) -> None:
    with pytest.raises(Unusable, match="no domain of its own"):
        site_of(host)


@pytest.mark.parametrize(
    "host", ["\u0430cme.example", "acm\u0435.example", "xn--cme-7cd.example", "acme\u0131.example"]
)
def test_letters_that_look_like_others_are_refused(host: str) -> None:
    with pytest.raises(Unusable, match="look like others"):
        site_of(host)


def test_a_host_that_many_rent_says_nothing_of_whose_it_is() -> None:
    with pytest.raises(Unusable, match="no domain of its own"):
        own_site("privacyportal.onetrust.com")
    assert own_site("www.onetrust.com") == "onetrust.com"


@pytest.mark.parametrize(
    ("identity", "slug"),
    [
        ("acme.example", "acme__example"),
        ("t-mobile.co.uk", "t_mobile__co__uk"),
        ("1and1.example", "site__1and1__example"),
    ],
)
def test_a_slug_says_its_domain(identity: str, slug: str) -> None:
    assert slug_of_identity(identity) == slug


def test_slugs_are_short_and_different() -> None:
    identities = ["a--b.example", "a.b.example", "a_b.example", "a-b.example", "a.b@c.example"]
    identities += ["b" * 60 + ".example", "b" * 61 + ".example", "9" * 60 + ".example"]
    slugs = [slug_of_identity(one) for one in identities]
    assert len(set(slugs)) == len(slugs)
    assert all(len(slug) <= 49 and slug[0].isalpha() and "__" in slug for slug in slugs)
