"""Which lines of a robots.txt say something, and under which number."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.signals.robots.lines import MOST_BYTES, Key, Line, read_lines


def keys(text: str | bytes) -> list[Key]:
    return [line.key for line in read_lines(text)]


@pytest.mark.parametrize("newline", ["\n", "\r", "\r\n"])
def test_each_kind_of_newline_ends_one_line(newline: str) -> None:
    lines = ["User-agent: Ann", "", "", "# nothing", "Disallow: /a"]
    assert [line.number for line in read_lines(newline.join(lines))] == [1, 5]


def test_signs_that_only_other_texts_end_lines_with_end_none() -> None:
    assert list(read_lines("Disallow: /a\x0b\x0c\u2028Allow: /")) == [
        Line(1, Key.DISALLOW, "disallow", "/a\x0b\x0c\u2028Allow: /".encode())
    ]


@pytest.mark.parametrize(
    "slip",
    ["Disalow", "dissallow", "DISSALOW", "diasllow", "Disallaw", "Disallowed", "disallow   "],
)
def test_frequent_slips_still_refuse(slip: str) -> None:
    assert keys(f"{slip}: /a") == [Key.DISALLOW]


@pytest.mark.parametrize("slip", ["useragent", "User Agent", "USER-AGENTS"])
def test_frequent_slips_still_name_an_agent(slip: str) -> None:
    assert keys(f"{slip}: Ann") == [Key.USER_AGENT]


@pytest.mark.parametrize(("text", "key"), [("Site-map: x", Key.SITEMAP), ("Sitemap: x", Key.SITEMAP)])
def test_a_sitemap_is_told_from_the_unknown(text: str, key: Key) -> None:
    assert keys(text) == [key]


@pytest.mark.parametrize(
    "other", ["Dis-allow: /", "Content-Usage: train-ai=n", "Crawl-delay: 3", "xAllow: /"]
)
def test_any_other_key_is_kept_by_its_name(other: str) -> None:
    (line,) = read_lines(other)
    assert (line.key, line.name) == (Key.OTHER, other.partition(":")[0].lower())


def test_two_words_without_a_colon_are_a_rule_and_three_are_not() -> None:
    assert keys("Disallow /a\nDisallow\t \t/b\nDisallow /a /b\nDisallow") == [Key.DISALLOW] * 2


def test_two_words_without_a_colon_are_nothing_but_a_rule() -> None:
    assert keys("Content-Usage train-ai=n\nFoo bar") == []


def test_a_comment_ends_the_value_and_the_spaces_around_it_go() -> None:
    (line,) = read_lines(" \tAllow\t:  /a b # and more: /c")
    assert line.value == b"/a b"


def test_a_line_that_is_a_comment_or_has_no_key_says_nothing() -> None:
    assert keys("# Disallow: /\n: /\n  : /a\n#\n\n") == []


@pytest.mark.parametrize("mark", [b"\xef\xbb\xbf", b"\xef\xbb", b"\xef"])
def test_a_byte_order_mark_or_a_part_of_it_is_passed_over_at_the_beginning(mark: bytes) -> None:
    assert keys(mark + b"Allow: /\n") == [Key.ALLOW]


@pytest.mark.parametrize(
    "body", [b"\xef\x12\xbfAllow: /", b"\n\xef\xbb\xbfAllow: /", b"\xbb\xbfAllow: /"]
)
def test_elsewhere_a_mark_spoils_the_key(body: bytes) -> None:
    assert keys(body) == [Key.OTHER]


def test_a_line_counts_up_to_sixteen_kilobytes() -> None:
    (line,) = read_lines("Disallow: /" + "a" * 20_000)
    assert len(line.value) == 8 * 2083 - 1 - len("Disallow: ")


def test_a_file_counts_up_to_five_hundred_kibibytes() -> None:
    body = b"Allow: /a\n" + b"#" * MOST_BYTES + b"\nDisallow: /b"
    assert keys(body) == [Key.ALLOW]


def test_a_nul_ends_what_a_line_says() -> None:
    (line,) = read_lines("Allow: /a\0b\nFoo\0: /")
    assert line.value == b"/a"


@given(st.one_of(st.text(max_size=300), st.binary(max_size=300)))
@settings(max_examples=200, deadline=None)
def test_it_never_raises_and_counts_upwards(text: str | bytes) -> None:
    numbers = [line.number for line in read_lines(text)]
    assert numbers == sorted(set(numbers))
