"""Separated text: how it is divided is known, or what was read is in doubt."""

from pathlib import Path

import pytest

from optout.datasets.text_file import TextShard


def rows(path: Path, text: str) -> tuple[list[str], bool]:
    path.write_text(text)
    shard = TextShard(path)
    place = [name.strip() for name in shard.schema.names].index("url")
    read = [value for batch in shard.batches(0, [place]) for value in batch[0].to_pylist()]
    return read, shard.doubtful


def test_in_tabs_a_quote_is_a_sign_like_others(tmp_path: Path) -> None:
    text = 'caption\turl\n"5 inch nails\thttps://a.example\nfoo "bar\t"https://b.example"\n'
    expected = ["https://a.example", "https://b.example"]
    assert rows(tmp_path / "a.tsv", text) == (expected, False)


def test_a_quote_that_swallows_a_row_is_a_doubt(tmp_path: Path) -> None:
    text = 'caption,url\n"5 inch,https://a.example\nfoo ",https://b.example\n'
    assert rows(tmp_path / "a.csv", text) == (["https://b.example"], True)


def test_spaces_and_quotes_around_a_value_are_no_part_of_it(tmp_path: Path) -> None:
    text = 'caption, url\n"a, b", "https://a.example"\n'.replace('"a, b"', "a")
    assert rows(tmp_path / "a.csv", text) == (["https://a.example"], False)


@pytest.mark.parametrize(
    "header", ["caption;image_url", "caption\timage_url", "a|url", "https://robin.example/a_src,a"]
)
def test_a_header_that_is_divided_otherwise_or_none_is_refused(tmp_path: Path, header: str) -> None:
    (tmp_path / "a.csv").write_text(f"{header}\nq{header.count(',') * ','}\n")
    with pytest.raises(ValueError, match="header"):
        TextShard(tmp_path / "a.csv")
