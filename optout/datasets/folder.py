"""Which files of a folder are shards, and which are there but cannot be searched."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from optout.errors import WrongInput

PARQUET = (".parquet", ".pq")
TEXT = (".csv", ".tsv", ".csv.gz", ".tsv.gz")
_MOST_FILES = 100_000
_UNFINISHED = (".part", ".partial", ".incomplete", ".crdownload", ".download", ".tmp")
_NO_DATA = re.compile(
    r"""[._].* | (readme|licen[cs]e|copying|notice|changelog|citation)([.].*)? | .*sums([.]txt)?
    | .*[.](md|rst|pdf|html|py|ipynb|sh|ya?ml|toml|ini|cfg|log|png|jpe?g|svg|crc|md5|sha1|sha256|sha512
    |lock|asc|sig|metadata) | (dataset_infos?|state|config)[.]json""",
    re.IGNORECASE | re.VERBOSE,
)
"""Names of what lies beside a data set's files and holds no rows of it."""


@dataclass(frozen=True, slots=True)
class Folder:
    """``shards`` sorted by path. ``skipped`` are names, as text below the root, of what may hold rows
    and is not searched: other formats, unfinished downloads, linked folders."""

    root: Path
    shards: tuple[Path, ...]
    skipped: tuple[str, ...] = ()


def folder_of(path: Path, apart: Path | None = None) -> Folder:
    """The file alone, or all below the folder but ``apart``. ``WrongInput`` where there is no shard.

    A link that leads nowhere counts as a shard by its name: it cannot be read.
    """
    if path.is_file():
        _refuse_unknown(path)
        return Folder(path, (path,))
    if not path.is_dir():
        raise WrongInput(f"{path.name} is neither a file nor a folder.", todo="Check the path.")
    found = [each for each in _below(path) if apart is None or not each.name.startswith(apart.name)]
    shards = tuple(sorted(each for each in found if is_shard(each)))
    if not shards:
        raise WrongInput(
            f"{path.name} holds no .parquet, .csv or .tsv file.", todo="Name the folder of the shards."
        )
    taken = {each.resolve() for each in shards}
    skipped = (each for each in found if not is_shard(each) and each.resolve() not in taken)
    return Folder(path, shards, tuple(sorted(each.relative_to(path).as_posix() for each in skipped)))


def is_shard(path: Path) -> bool:
    return path.name.lower().endswith((*PARQUET, *TEXT)) and not path.is_dir()


def _below(root: Path) -> Iterator[Path]:
    """Files that may hold rows, and linked folders, which are not entered."""
    count = 0
    for folder, below, files in os.walk(root, onerror=_raise):
        links = [name for name in below if Path(folder, name).is_symlink()]
        for name in (*files, *links):
            if name.lower().endswith(_UNFINISHED) or not _NO_DATA.fullmatch(name):
                count += 1
                yield Path(folder, name)
        if count > _MOST_FILES:
            raise WrongInput(f"{root.name} holds too many files.", todo="Name one data set's folder.")


def _raise(fault: OSError) -> None:
    raise fault


def _refuse_unknown(path: Path) -> None:
    if not is_shard(path):
        raise WrongInput(
            f"{path.name} is not a file that can be searched.",
            todo="Give a .parquet, .csv or .tsv file.",
        )
