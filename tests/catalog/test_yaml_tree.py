import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.catalog.yaml_tree import MAX_BYTES, MAX_DEPTH, Unreadable, read_tree

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.text("ab: -#'\"\n[]{}é", max_size=12),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=4), inner, max_size=3)
    ),
    max_leaves=12,
)


@given(VALUES)
@settings(max_examples=60, deadline=None)
def test_it_reads_what_was_written(value: object) -> None:
    assert read_tree(yaml.safe_dump(value, allow_unicode=True).encode()).value == value


def test_it_remembers_lines() -> None:
    tree = read_tree(b"a: 1\nb:\n  - x\n  - c:\n      - 2\n")
    assert [tree.line_of("b"), tree.line_of("b", 1), tree.line_of("b", 1, "c", 0)] == [2, 4, 5]


def test_the_line_of_what_is_not_there_is_that_of_what_is_around_it() -> None:
    assert read_tree(b"a: 1\nb:\n  c: 1\n").line_of("b", "d", 3) == 2


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"),
        ("yes", "yes"),
        ("12:30", "12:30"),
        ("2026-01-05", "2026-01-05"),
        ("0x10", "0x10"),
        ("010", "010"),
        ("1_000", "1_000"),
        ("1.5", 1.5),
        ("-3", -3),
        ("true", True),
        ("~", None),
        ("'7'", "7"),
    ],
)
def test_only_plain_words_are_more_than_text(text: str, value: object) -> None:
    assert read_tree(f"a: {text}\n".encode()).value == {"a": value}


@pytest.mark.parametrize(
    ("raw", "line", "what"),
    [
        (b"a: &x 1\nb: *x\n", 1, "anchors and aliases are not accepted"),
        (b"a: 1\nb: *x\n", 2, "anchors and aliases are not accepted"),
        (b"a: 1\nb: !!python/object:os.system {}\n", 2, "tags are not accepted"),
        (b"a: 1\nb: 2\na: 3\n", 3, "'a' is given twice"),
        (b"a: 1\n2: x\n", 2, "a key that is not text"),
        (b"a: 1\n[b]: x\n", 2, "a key that is not text"),
        (b"a: 1\n---\nb: 1\n", 2, "a second document starts here"),
        (b"", 1, "the file is empty"),
        (b"# only a comment\n", 1, "the file is empty"),
        (b"a: 1\nb: \xff\n", 2, "the file is not UTF-8 text"),
        (b"a: 1\nb: \x07\n", 2, "a control character"),
        (b"a: " + b"x" * MAX_BYTES, 1, "the file is larger than 256 KiB"),
        (b"a: 1\nb: " + b"[" * 5000, 2, f"nested deeper than {MAX_DEPTH} levels"),
        (b"a:\n  b: 1\n c: 2\n", 3, "this is not YAML (did not find expected key)"),
        (b"a: 1\nb: [1\n", 3, "this is not YAML (did not find expected ',' or ']')"),
        (b"a: 'open\n", 2, "this is not YAML (found unexpected end of stream)"),
    ],
)
def test_it_refuses_what_is_not_plain_yaml(raw: bytes, line: int, what: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_tree(raw)
    assert (caught.value.line, caught.value.what) == (line, what)
    assert caught.value.todo.endswith(".")


@given(st.binary(max_size=60) | st.text("a:-[]{}&*!|>'\"#%@ \n\t", max_size=60).map(str.encode))
@settings(max_examples=200, deadline=None)
def test_no_bytes_do_anything_but_be_read_or_be_refused(raw: bytes) -> None:
    try:
        line = read_tree(raw).line
    except Unreadable as refused:
        line = refused.line
    assert 1 <= line <= raw.count(b"\n") + raw.count(b"\r") + 2
