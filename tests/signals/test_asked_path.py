"""What path the target of a request means."""

import pytest

from optout.signals.asked_path import as_address, meant_path
from optout.signals.robots import decide


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/a/b?c=/d", b"/a/b"),
        ("http://robin.example/a", b"/a"),
        ("http://robin.example", b"/"),
        ("//a///b", b"/a/b"),
        ("/%61%2Fb", b"/a/b"),
        ("/a%3Fb", b"/a?b"),
        ("/%zz", b"/%zz"),
        ("*", b"/"),
        ("", b"/"),
        ("/ü\ud800", "/ü\ud800".encode("utf-8", "surrogatepass")),
    ],
)
def test_it_is_the_path_alone_unescaped(target: str, path: bytes) -> None:
    assert meant_path(target) == path


def test_two_slashes_name_no_host() -> None:
    refuses = "User-agent: *\nDisallow: //a\n"
    assert not decide(refuses, "GPTBot", as_address("//a")).allowed
    assert decide(refuses, "GPTBot", as_address("/a")).allowed
