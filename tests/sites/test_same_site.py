import pytest

from optout.sites.same_site import is_same_site


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://own.example/", "http://www.OWN.example/a", True),
        ("https://own.example:443/", "https://own.example/", True),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080/x", True),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8081/", False),
        ("https://own.example/", "https://not-own.example/", False),
        ("https://own.example/", "https://own.example.evil.example/", False),
        ("https://own.example/", "https://a.own.example/", False),
        ("https://own.example/", "ftp://own.example/", False),
        ("https://own.example/", "/path", False),
        ("/a", "/b", False),
        ("https://own.example/", "https://[/", False),
        ("https://own.example/", "https://own.example:99999/", False),
    ],
)
def test_one_host_and_one_port_are_a_site(one: str, other: str, same: bool) -> None:
    assert is_same_site(one, other) == same
