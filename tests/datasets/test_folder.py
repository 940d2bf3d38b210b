"""Nothing that may hold rows is passed over in silence."""

from pathlib import Path

import pytest

from optout.datasets.folder import folder_of


@pytest.mark.parametrize(
    "name", ["b.csv.zst", "b.jsonl", "b.parquet.part", "part-00001", "b.txt", ".b.incomplete"]
)
def test_files_that_cannot_be_searched_are_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.parquet").touch()
    (tmp_path / name).touch()
    folder = folder_of(tmp_path)
    assert (folder.shards, folder.skipped) == ((tmp_path / "a.parquet",), (name,))


@pytest.mark.parametrize(
    "name", ["README.md", "LICENSE", "_SUCCESS", ".gitattributes", "a.parquet.crc", "SHA256SUMS.txt"]
)
def test_what_holds_no_rows_is_not(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.parquet").touch()
    (tmp_path / name).touch()
    assert folder_of(tmp_path).skipped == ()


def test_links_are_followed_to_files_only_and_folders_named(tmp_path: Path) -> None:
    data, other = tmp_path / "data", tmp_path / "other"
    data.mkdir()
    other.mkdir()
    (data / "blob").touch()
    (data / "a.parquet").symlink_to(data / "blob")
    (data / "gone.parquet").symlink_to(tmp_path / "nowhere")
    (data / "more").symlink_to(other)
    folder = folder_of(data)
    assert folder.shards == (data / "a.parquet", data / "gone.parquet")
    assert folder.skipped == ("more",)


def test_a_folder_named_like_a_file_is_looked_into(tmp_path: Path) -> None:
    (tmp_path / "a.csv").touch()
    (tmp_path / "x.parquet").mkdir()
    (tmp_path / "x.parquet" / "part-0").touch()
    assert folder_of(tmp_path).skipped == ("x.parquet/part-0",)
