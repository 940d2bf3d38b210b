"""Whole scans of shards on a disk: what is found, what is proven absent, and what is not."""

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optout.datasets import shards
from optout.datasets.bookmark import Progress
from optout.datasets.shards import HITS, Scanned, scan
from optout.datasets.wanted import Wanted
from optout.errors import WrongInput
from optout.requests.verdict import Verdict

IMAGE = Wanted("x-image-url", "https://robin.example/images/1.jpg")
OTHER = Wanted("x-image-url", "https://robin.example/images/2.jpg")
HASH = Wanted("x-image-hash", "00ff00ff00ff00ff")
DOMAIN = Wanted("x-domain", "robin.example")


def parquet(path: Path, rows_in_part: int = 4, **columns: object) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(pa.table(columns), path, row_group_size=rows_in_part)
    return path


def urls(*more: str, count: int = 10) -> list[str]:
    return [*(f"https://other.example/{number}.jpg" for number in range(count)), *more]


def places(scanned: Scanned) -> list[tuple[str, str, int, int, str]]:
    return [(hit.wanted.value, hit.file, hit.part, hit.row, hit.column) for hit in scanned.hits]


def test_it_says_in_which_row_of_which_file_a_thing_is(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", URL=urls(IMAGE.value), TEXT=["words"] * 11)
    parquet(tmp_path / "more" / "b.parquet", URL=urls())
    scanned = scan(tmp_path, [IMAGE, OTHER])
    assert places(scanned) == [(IMAGE.value, "a.parquet", 2, 2, "URL")]
    assert (scanned.files, scanned.rows, scanned.complete) == (2, 21, True)
    assert scanned.verdict(IMAGE) == Verdict.PRESENT
    assert scanned.verdict(OTHER) == Verdict.ABSENT


@pytest.mark.parametrize(
    "written",
    ["http://robin.example/images/1.jpg", "https://robin.example/images/1.jpg/", IMAGE.value],
)
def test_another_scheme_or_a_last_slash_is_the_same_address(tmp_path: Path, written: str) -> None:
    parquet(tmp_path / "a.parquet", url=urls(written))
    assert scan(tmp_path, [IMAGE]).verdict(IMAGE) == Verdict.PRESENT


@pytest.mark.parametrize(
    "written",
    [
        "https://robin.example/images/1.jpeg",
        "https://robin.example/images/1.jpg.html",
        "https://not-robin.example/images/1.jpg",
        "https://robin.example/Images/1.jpg",
    ],
)
def test_a_longer_or_other_address_is_not_the_thing(tmp_path: Path, written: str) -> None:
    parquet(tmp_path / "a.parquet", url=urls(written))
    assert scan(tmp_path, [IMAGE]).verdict(IMAGE) == Verdict.ABSENT


@pytest.mark.parametrize(
    ("address", "is_there"),
    [
        ("https://robin.example/deep/page?x=1", True),
        ("http://www.ROBIN.example:8080", True),
        ("//cdn.robin.example/1.jpg", True),
        ("https://robin.example.evil.test/", False),
        ("https://notrobin.example/", False),
        ("https://other.example/?from=https://robin.example/", False),
        ("https://robin.example@other.example/", False),
    ],
)
def test_of_a_domain_every_address_on_it_counts(tmp_path: Path, address: str, is_there: bool) -> None:
    parquet(tmp_path / "a.parquet", url=urls(address))
    expected = Verdict.PRESENT if is_there else Verdict.ABSENT
    assert scan(tmp_path, [DOMAIN]).verdict(DOMAIN) == expected


@pytest.mark.parametrize(
    ("column", "value"),
    [
        (pa.array(["00FF00FF00FF00FF"]), "00ff00ff00ff00ff"),
        (pa.array(["00ff00ff00ff00ff"], pa.large_string()), "00FF00FF00FF00FF"),
        (pa.array([bytes.fromhex("00ff00ff")], pa.binary()), "00ff00ff"),
        (pa.array([-7], pa.int64()), "-7"),
        (pa.array([-7], pa.int64()), str(2**64 - 7)),
        (pa.array([2**64 - 7], pa.uint64()), str(2**64 - 7)),
        (pa.array(["aa", "00ff00ff"]).dictionary_encode().take(pa.array([1])), "00ff00ff"),
        (pa.array([["aa", "00ff00ff"]]), "00ff00ff"),
    ],
)
def test_a_hash_is_found_however_the_column_holds_it(
    tmp_path: Path, column: pa.Array, value: str
) -> None:
    parquet(tmp_path / "a.parquet", hash=column)
    wanted = Wanted("x-image-hash", value)
    assert scan(tmp_path, [wanted]).verdict(wanted) == Verdict.PRESENT


@pytest.mark.parametrize(
    ("column", "text", "is_there"),
    [
        ("repo_name", "Robin-Codes/garden", True),
        ("max_stars_repo_name", "robin-codes/garden", True),
        ("repo_name", "robin-codes-too/garden", False),
        ("username", "ROBIN-CODES", True),
        ("username", "robin-codes2", False),
    ],
)
def test_an_account_is_found_by_name_or_by_its_repositories(
    tmp_path: Path, column: str, text: str, is_there: bool
) -> None:
    parquet(tmp_path / "a.parquet", **{column: ["someone/else", text]})
    wanted = Wanted("x-github-account", "robin-codes")
    expected = Verdict.PRESENT if is_there else Verdict.ABSENT
    assert scan(tmp_path, [wanted]).verdict(wanted) == expected


def test_a_row_of_a_list_is_the_row_that_holds_the_list(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", image_urls=[[], urls(count=2), None, ["x", IMAGE.value]])
    assert places(scan(tmp_path, [IMAGE])) == [(IMAGE.value, "a.parquet", 0, 3, "image_urls")]


def test_without_a_column_for_it_nothing_is_absent(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", url=urls())
    scanned = scan(tmp_path, [IMAGE, HASH])
    assert scanned.verdict(IMAGE) == Verdict.ABSENT
    assert scanned.verdict(HASH) == Verdict.ERROR
    assert scanned.unasked == {HASH: ("a.parquet",)}


def test_a_column_that_some_files_lack_leaves_it_unproven(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", url=urls(), hash=["11" * 8] * 10)
    parquet(tmp_path / "b.parquet", url=urls())
    assert scan(tmp_path, [HASH]).verdict(HASH) == Verdict.UNPROVEN


@pytest.mark.parametrize("damage", ["cut", "empty", "other"])
def test_a_damaged_file_proves_nothing_absent(tmp_path: Path, damage: str) -> None:
    whole = parquet(tmp_path / "b.parquet", url=urls()).read_bytes()
    parquet(tmp_path / "a.parquet", url=urls(IMAGE.value))
    damaged = {"cut": whole[: len(whole) // 2], "empty": b"", "other": b"<html>Not found</html>"}
    (tmp_path / "b.parquet").write_bytes(damaged[damage])
    scanned = scan(tmp_path, [IMAGE, OTHER])
    assert scanned.unreadable == ("b.parquet",)
    assert not scanned.complete
    assert (scanned.verdict(IMAGE), scanned.verdict(OTHER)) == (Verdict.PRESENT, Verdict.UNPROVEN)


def test_where_nothing_could_be_read_there_is_no_answer(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_bytes(b"nothing of the kind")
    assert scan(tmp_path, [IMAGE]).verdict(IMAGE) == Verdict.ERROR


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_file_that_ends_too_early_makes_nothing_absent(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    root = tmp_path_factory.mktemp("damage")
    whole = parquet(root / "a.parquet", url=urls(IMAGE.value)).read_bytes()
    (root / "a.parquet").write_bytes(whole[: data.draw(st.integers(0, len(whole) - 1))])
    assert scan(root, [IMAGE]).verdict(IMAGE) == Verdict.ERROR


def test_a_page_that_its_checksum_contradicts_makes_nothing_absent(tmp_path: Path) -> None:
    file = tmp_path / "a.parquet"
    table = pa.table({"url": urls(IMAGE.value)})
    pq.write_table(table, file, write_page_checksum=True, compression="none", use_dictionary=False)
    hurt = file.read_bytes().replace(b"robin.example/images/1", b"wren_.example/images/1")
    file.write_bytes(hurt)
    assert scan(file, [IMAGE]).verdict(IMAGE) == Verdict.ERROR


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.tsv"])
def test_separated_text_is_read_as_it_is_written(tmp_path: Path, name: str) -> None:
    sign = "\t" if ".tsv" in name else ","
    lines = [f"id{sign}url{sign}hash", f"1{sign}https://x.example/{sign}00000041"]
    lines += [f'2{sign}"{IMAGE.value}"{sign}42']
    text = "\n".join([*lines, ""]).encode()
    (tmp_path / name).write_bytes(gzip.compress(text) if name.endswith(".gz") else text)
    small = Wanted("x-image-hash", "00000042")
    scanned = scan(tmp_path / name, [IMAGE, OTHER, small])
    assert places(scanned) == [(IMAGE.value, name, 0, 1, "url")]
    assert scanned.verdict(OTHER) == Verdict.ABSENT
    assert scanned.verdict(small) == Verdict.ABSENT


def test_a_line_with_too_few_values_proves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,url\n1,https://x.example/\n2\n")
    assert scan(tmp_path, [IMAGE]).verdict(IMAGE) == Verdict.ERROR


def test_many_hits_of_one_thing_are_counted_but_not_all_kept(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", url=[IMAGE.value] * (HITS + 5))
    scanned = scan(tmp_path, [IMAGE])
    assert (len(scanned.hits), scanned.counts[IMAGE]) == (HITS, HITS + 5)


def test_a_stopped_scan_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parquet(tmp_path / "data" / "a.parquet", url=[IMAGE.value, *urls()])
    parquet(tmp_path / "data" / "b.parquet", url=urls(OTHER.value))
    bookmark, read = tmp_path / "bookmark", _counting(monkeypatch, stop_after=4)
    with pytest.raises(KeyboardInterrupt):
        scan(tmp_path / "data", [IMAGE, OTHER], bookmark=bookmark)
    assert IMAGE.value not in bookmark.read_text()
    assert bookmark.stat().st_mode & 0o077 == 0
    read.clear()
    scanned = scan(tmp_path / "data", [IMAGE, OTHER], bookmark=bookmark)
    assert read == [("b.parquet", 1), ("b.parquet", 2)]
    assert [place[:3] for place in places(scanned)] == [
        (IMAGE.value, "a.parquet", 0),
        (OTHER.value, "b.parquet", 2),
    ]
    assert (scanned.rows, scanned.counts) == (22, {IMAGE: 1, OTHER: 1})
    assert not bookmark.exists()


@pytest.mark.parametrize("change", ["wanted", "files", "bookmark"])
def test_a_bookmark_of_something_else_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    parquet(tmp_path / "data" / "a.parquet", url=[IMAGE.value, *urls()])
    bookmark, read = tmp_path / "bookmark", _counting(monkeypatch, stop_after=2)
    with pytest.raises(KeyboardInterrupt):
        scan(tmp_path / "data", [IMAGE], bookmark=bookmark)
    wanted = [IMAGE, OTHER] if change == "wanted" else [IMAGE]
    if change == "files":
        parquet(tmp_path / "data" / "a.parquet", url=[*urls(), IMAGE.value])
    if change == "bookmark":
        bookmark.write_text(json.dumps({"version": 1, "mark": "nothing"}))
    read.clear()
    assert scan(tmp_path / "data", wanted, bookmark=bookmark).verdict(IMAGE) == Verdict.PRESENT
    assert [part for _, part in read] == [0, 1, 2]


def test_it_tells_how_far_it_is(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", url=urls())
    parquet(tmp_path / "b.parquet", url=urls())
    told: list[Progress] = []
    scan(tmp_path, [IMAGE], lambda at: told.append(Progress(at.files, at.files_expected, at.rows)))
    assert told == [Progress(1, 2, 10), Progress(2, 2, 20)]


def test_the_edition_changes_with_the_files(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", url=urls())
    before = scan(tmp_path, [IMAGE]).edition
    assert scan(tmp_path, [OTHER]).edition == before
    parquet(tmp_path / "a.parquet", url=urls(IMAGE.value))
    assert scan(tmp_path, [IMAGE]).edition != before


@pytest.mark.parametrize("what", ["missing", "empty-folder", "other-file"])
def test_where_there_is_nothing_to_read_it_says_so(tmp_path: Path, what: str) -> None:
    (tmp_path / "empty-folder").mkdir()
    (tmp_path / "other-file").write_text("words")
    with pytest.raises(WrongInput):
        scan(tmp_path / what, [IMAGE])


def _counting(monkeypatch: pytest.MonkeyPatch, stop_after: int) -> list[tuple[str, int]]:
    """The parts that are read from now on; the reading is stopped once, at the part after so many."""
    read: list[tuple[str, int]] = []
    stops = [True]
    opened = shards.open_shard

    class Counted:
        def __init__(self, path: Path) -> None:
            self._path, self._shard = path, opened(path)
            self.schema, self.parts, self.rows = (
                self._shard.schema, self._shard.parts, self._shard.rows,
            )  # fmt: skip

        doubtful = False

        def batches(self, part: int, columns: list[int]) -> object:
            if stops and len(read) == stop_after:
                stops.clear()
                raise KeyboardInterrupt
            read.append((self._path.name, part))
            return self._shard.batches(part, columns)

    monkeypatch.setattr(shards, "open_shard", Counted)
    return read


def test_a_column_that_cannot_be_read_leaves_it_unproven(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", url=["x"], image=pa.array([{"url": IMAGE.value}]))
    scanned = scan(tmp_path, [IMAGE])
    assert (scanned.verdict(IMAGE), scanned.doubtful) == (Verdict.UNPROVEN, {IMAGE: ("a.parquet",)})


def test_a_column_of_numbers_was_never_asked(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", url=[5], phash=pa.array([7], pa.uint64()))
    md5 = Wanted("x-image-hash", "0" * 31 + "1")
    scanned = scan(tmp_path, [DOMAIN, md5])
    assert (scanned.verdict(DOMAIN), scanned.verdict(md5)) == (Verdict.ERROR, Verdict.ERROR)


@pytest.mark.parametrize("text", ["caption,url\n", 'caption,url\n"a\nb",x\n', "caption,urls\na,['x']\n"])
def test_rows_that_are_none_or_in_doubt_prove_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.csv").write_text(text)
    assert scan(tmp_path, [IMAGE]).verdict(IMAGE) == Verdict.UNPROVEN


def test_skipped_files_leave_it_unproven_and_are_named(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", url=urls())
    (tmp_path / "b.jsonl").write_text("{}")
    scanned = scan(tmp_path, [IMAGE], bookmark=tmp_path / "mark")
    assert (scanned.verdict(IMAGE), scanned.skipped) == (Verdict.UNPROVEN, ("b.jsonl",))


def test_the_second_column_of_a_name_is_looked_in(tmp_path: Path) -> None:
    table = pa.Table.from_arrays([pa.array(["x"]), pa.array([IMAGE.value])], names=["url", "url"])
    pq.write_table(table, tmp_path / "a.parquet")
    (tmp_path / "b.csv").write_text(f"url,url\nx,{OTHER.value}\n")
    scanned = scan(tmp_path, [IMAGE, OTHER])
    assert (scanned.verdict(IMAGE), scanned.verdict(OTHER)) == (Verdict.PRESENT, Verdict.PRESENT)


def test_a_file_that_changes_meanwhile_proves_nothing(tmp_path: Path) -> None:
    parquet(tmp_path / "a.parquet", url=urls())
    parquet(tmp_path / "b.parquet", url=urls())
    changing = lambda _: parquet(tmp_path / "a.parquet", url=urls(IMAGE.value))  # noqa: E731
    scanned = scan(tmp_path, [IMAGE], changing)
    assert (scanned.unreadable, scanned.verdict(IMAGE)) == (("a.parquet",), Verdict.UNPROVEN)


def test_a_bookmark_stays_while_a_file_is_unreadable_and_an_edited_file_is_read_anew(
    tmp_path: Path,
) -> None:
    rows = "b,https://filler.example/\n" * 9000
    data, mark = tmp_path / "data", tmp_path / "mark"
    data.mkdir()
    (data / "a.csv").write_text(f"caption,url\na,{'x' * len(IMAGE.value)}\n{rows}")
    (data / "b.csv").write_bytes(b"\xff\xfe broken")
    assert scan(data, [IMAGE], bookmark=mark).verdict(IMAGE) == Verdict.UNPROVEN
    assert mark.exists()
    (data / "a.csv").write_text(f"caption,url\na,{IMAGE.value}\n{rows}")
    assert scan(data, [IMAGE], bookmark=mark).verdict(IMAGE) == Verdict.PRESENT


def test_doubts_and_lengths_are_known_after_a_stop_as_well(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a.csv").write_text(f'hash,url\n{"1" * 16},"x\ny"\n')
    (tmp_path / "data" / "b.csv").write_bytes(b"\xff\xfe broken")
    first = scan(tmp_path / "data", [IMAGE, HASH], bookmark=tmp_path / "mark")
    again = scan(tmp_path / "data", [IMAGE, HASH], bookmark=tmp_path / "mark")
    assert again.doubtful == first.doubtful == {IMAGE: ("a.csv",), HASH: ("a.csv",)}
    assert again.unasked == first.unasked == {}
