import pytest

from optout.channels.mail.understanding.hosts import imitated, is_number, is_within, organisation


@pytest.mark.parametrize(
    ("host", "imitates"),
    [
        ("acme-people.example", False),
        ("mail.acme-people.example", False),
        ("weather.example", False),
        ("acme-peop1e.example", True),
        ("acrne-people.example", True),
        ("acme-people.example.verify.example", True),
        ("acme-people-privacy.example", True),
        ("acmepeople.example", True),
        ("xn--acme-peple-07a.example", True),
    ],
)
def test_a_host_that_is_made_to_be_mistaken_is_known(host: str, imitates: bool) -> None:
    assert imitated(host, ["acme-people.example"]) is imitates


def test_nothing_is_imitated_where_no_domain_is_known() -> None:
    assert not imitated("acme.example", [])


@pytest.mark.parametrize("host", ["203.0.113.5", "[2001:db8::1]", "3405803781", "0xcb.0x0.0x71.5"])
def test_a_number_is_known_however_it_is_written(host: str) -> None:
    assert is_number(host)
    assert not is_number("five.example")


def test_a_domain_ends_where_its_owner_does() -> None:
    assert organisation("a.b.acme.example") == "acme.example"
    assert organisation("www.acme.co.uk") == "acme.co.uk"
    assert is_within("a.acme.example", ["acme.example"])
    assert not is_within("notacme.example", ["acme.example"])
