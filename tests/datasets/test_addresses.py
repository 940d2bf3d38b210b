"""Texts that mean the same address are one, others are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optout.datasets.addresses import address

PHOTO = "https://robin.example/photo.jpg"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (PHOTO, "HTTP://ROBIN.example/photo.jpg"),
        (PHOTO, "https://robin.example:443/photo.jpg#top"),
        (PHOTO, " 'https://robin.example./photo.jpg' "),
        (PHOTO, "//robin.example/photo.jpg"),
        (PHOTO, "robin.example:80/photo.jpg/"),
        (PHOTO, "https:\\\\robin.example\\photo.jpg"),
        (PHOTO, "https://u:p@w@robin.example/photo.jpg"),
        (PHOTO, "https://r%6Fbin.example/ph%6Fto.jpg"),
        ("https://robin.example/a b", "https://robin.example/a%20b"),
        ("https://robin.example/%7Eü", "https://robin.example/~%c3%bc"),
        ("https://bücher.example/x", "https://xn--bcher-kva.example/x"),
        ("https://BÜCHER.example/x", "https://b%C3%BCcher.example/x"),
        ("https://robin.example/?a=1&b=2", "https://robin.example?a=1&amp;b=2".replace("?", "/?")),
    ],
)
def test_other_ways_to_write_an_address_are_the_same(one: str, other: str) -> None:
    assert address(one) == address(other)


@pytest.mark.parametrize(
    "other",
    [
        "https://robin.example/Photo.jpg",
        "https://robin.example:8080/photo.jpg",
        "https://robin.example/photo.jpg?w=1",
        "https://www.robin.example/photo.jpg",
        "ftp://robin.example/photo.jpg",
        "https://robin.example@wren.example/photo.jpg",
        "https://wren.example/https://robin.example/photo.jpg",
    ],
)
def test_another_address_is_another(other: str) -> None:
    assert address(other) != address(PHOTO)


@pytest.mark.parametrize("text", ["", "mailto:robin@robin.example", "/robin.example", "data:,x"])
def test_what_is_no_web_address_has_no_host(text: str) -> None:
    assert address(text).host == ""


@given(st.text())
def test_any_text_can_be_read(text: str) -> None:
    assert address(text) == address(f" {text} ")
