"""In which encoding a page is read."""

import pytest

from optout.sites.page_text import page_text


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        ("ü".encode(), "", "ü"),
        (b"\xfc", "", "\ufffd"),
        (b"\xfc", "ISO-8859-1", "ü"),
        ("ü".encode("utf-16"), "iso-8859-1", "ü"),  # a mark counts before the header
        (b"\xfe\xff\0a", "", "a"),
        (b"\xef\xbb\xbfa", "iso-8859-1", "a"),
        (b"<meta charset=iso-8859-1>\xfc", "utf-8", "<meta charset=iso-8859-1>\ufffd"),
        (b"<meta charset='iso-8859-1'>\xfc", "", "<meta charset='iso-8859-1'>ü"),
        (b"<META http-equiv=x content='text/html; charset=latin1'>\xfc", "",
         "<META http-equiv=x content='text/html; charset=latin1'>ü"),
        (b"<meta charset=utf-16>a", "", "<meta charset=utf-16>a"),
        (b" " * 1024 + b"<meta charset=nonsense>", "", " " * 1024 + "<meta charset=nonsense>"),
    ],
)  # fmt: skip
def test_a_mark_counts_before_the_header_and_that_before_the_page(
    body: bytes, charset: str, text: str
) -> None:
    assert page_text(body, charset) == text


@pytest.mark.parametrize(
    "charset",
    ["nonsense", "rot13", "hex", "utf-7", "punycode", "unicode_escape", "\0", "\u00fc", "../x"],
)
def test_what_is_no_encoding_of_pages_is_not_read(charset: str) -> None:
    assert page_text(b"a", charset) is None
