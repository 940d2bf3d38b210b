"""Parquet files are read in bounded memory, whatever they unpack to."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from optout.datasets.pages import pages_of
from optout.datasets.parquet_file import ParquetShard


def written(path: Path, values: list[str], **options: object) -> Path:
    table = pa.table({"n": range(len(values)), "url": pa.array(values)})
    pq.write_table(table, path, compression="zstd", **options)
    return path


def test_a_page_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    values = ["a" * (1 << 20)] * 120
    file = written(tmp_path / "a.parquet", values, use_dictionary=False, data_page_size=1 << 30)
    assert file.stat().st_size < 100_000
    with pytest.raises(ValueError, match="page is too large"):
        next(ParquetShard(file).batches(0, [1]))


@pytest.mark.parametrize("dictionary", [True, False])
def test_large_values_come_in_small_batches(tmp_path: Path, dictionary: bool) -> None:
    values = ["a" * (1 << 20)] * 100
    file = written(tmp_path / "a.parquet", values, use_dictionary=dictionary, write_batch_size=1)
    sizes = [len(batch[0]) for batch in ParquetShard(file).batches(0, [1])]
    assert max(sizes) <= 32
    assert sum(sizes) == 100


def test_small_values_come_in_large_batches(tmp_path: Path) -> None:
    file = written(tmp_path / "a.parquet", [f"https://q.example/{n}" for n in range(70_000)])
    assert [len(batch[0]) for batch in ParquetShard(file).batches(0, [1])] == [65536, 70_000 - 65536]


@pytest.mark.parametrize("codec", ["none", "snappy", "gzip", "brotli", "lz4", "zstd"])
def test_the_pages_of_every_codec_are_measured(tmp_path: Path, codec: str) -> None:
    values = ["x" * 300, *["y"] * 999]
    pq.write_table(pa.table({"url": values}), tmp_path / "a.parquet", compression=codec)
    chunk = pq.read_metadata(tmp_path / "a.parquet").row_group(0).column(0)
    with (tmp_path / "a.parquet").open("rb") as file:
        assert pages_of(file, chunk).densest == 300


def test_columns_of_one_name_are_read_by_their_places(tmp_path: Path) -> None:
    columns = [pa.array([text]) for text in "abcd"]
    table = pa.Table.from_arrays(columns, names=["url", "hash", "url", "n"])
    pq.write_table(table, tmp_path / "a.parquet")
    (batch,) = ParquetShard(tmp_path / "a.parquet").batches(0, [1, 2, 0])
    assert [column[0].as_py() for column in batch] == ["b", "c", "a"]
