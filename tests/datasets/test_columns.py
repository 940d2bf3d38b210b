"""Which columns are looked in, and which are there but cannot be read."""

import pyarrow as pa
import pytest

from optout.datasets.columns import Columns, columns_for

URL = "x-image-url"


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ({"caption": pa.string(), "imageUrl": pa.string()}, Columns((1,))),
        ({"url": pa.binary(), "src": pa.list_(pa.large_binary())}, Columns((0, 1))),
        ({"url": pa.string(), "image": pa.struct({"url": pa.string()})}, Columns((0,), unread=True)),
        ({"image": pa.list_(pa.struct({"src_url": pa.string()}))}, Columns((), unread=True)),
        ({"url": pa.map_(pa.string(), pa.string())}, Columns((), unread=True)),
        ({"image": pa.struct({"bytes": pa.binary()})}, Columns()),
        ({"url_hash": pa.string()}, Columns()),
    ],
)
def test_a_column_counts_by_its_name_and_type(schema: dict[str, pa.DataType], expected: Columns) -> None:
    assert columns_for([URL], pa.schema(list(schema.items()))) == {URL: expected}


def test_two_columns_of_one_name_are_two() -> None:
    schema = pa.schema([("url", pa.string()), ("n", pa.int8()), ("url", pa.string())])
    assert columns_for([URL], schema) == {URL: Columns((0, 2))}
