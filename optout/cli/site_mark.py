"""``optout site mark``: say in image files that they are not for training. Nothing is contacted."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from optout.cli.output import emit, json_option, progress
from optout.errors import WrongInput

if TYPE_CHECKING:
    from optout.signals.images.permission import Permission

CODES = {
    "no-generative-training": "DMI-PROHIBITED-GENAIMLTRAINING",
    "no-training": "DMI-PROHIBITED-AIMLTRAINING",
    "search-only": "DMI-PROHIBITED-EXCEPTSEARCHENGINEINDEXING",
    "no-mining": "DMI-PROHIBITED",
    "allowed": "DMI-ALLOWED",
}
_SUFFIXES = frozenset({".jpg", ".jpeg", ".png", ".webp"})
_LARGEST = 256 * 1024 * 1024
_EVERY = 100


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--as", "says", type=click.Choice(list(CODES)), default="no-training", show_default=True,
    help="What the images shall say.",
)  # fmt: skip
@click.option("--yes", is_flag=True, help="Write; without it only what would be written is shown.")
@json_option
@click.pass_context
def mark(ctx: click.Context, paths: tuple[Path, ...], says: str, yes: bool, as_json: bool) -> None:
    """Write the IPTC/PLUS property Data Mining into JPEG, PNG and WebP files, or those in folders.

    Nothing else in a file changes. Platforms often drop it: audit the published page afterwards.
    """
    from optout.signals.images.permission import Permission

    wanted = Permission(CODES[says])
    rows = [_marked(path, wanted, yes) for path in _told(_images(paths))]
    emit(rows, as_json, lambda: _words(rows, yes))
    ctx.exit(2 if any(row["problem"] for row in rows) else 0)


def _images(paths: tuple[Path, ...]) -> list[Path]:
    found = [image for path in paths for image in (_in_folder(path) if path.is_dir() else [path])]
    if not found:
        raise WrongInput(
            "There is no JPEG, PNG or WebP file there.", todo="Name files, or their folder."
        )
    return list(dict.fromkeys(found))


def _in_folder(folder: Path) -> list[Path]:
    inside = (path for path in folder.rglob("*") if path.suffix.lower() in _SUFFIXES)
    return sorted(path for path in inside if path.is_file() and not path.is_symlink())


def _told(images: list[Path]) -> Iterator[Path]:
    for number, image in enumerate(images, 1):
        if number % _EVERY == 0:
            progress(f"{number:,} of {len(images):,} images")
        yield image


def _marked(path: Path, wanted: "Permission", write: bool) -> dict[str, object]:
    from optout.signals.images.marks import marks_of
    from optout.signals.images.permission import Unreadable
    from optout.signals.images.writing import with_permission

    row: dict[str, object] = {
        "file": path,
        "before": None,
        "after": None,
        "written": False,
        "problem": None,
    }
    try:
        content = _content(path)
        mined = marks_of(content).data_mining
        row["before"] = row["after"] = mined.permission.value if mined and mined.permission else None
        after = with_permission(content, wanted)
        row["after"] = wanted.value
        if write and after != content:
            _replace(path, after)
            row["written"] = True
    except Unreadable as problem:
        row["problem"] = str(problem)
    except OSError as problem:
        row["problem"] = f"the file cannot be read or written ({type(problem).__name__})"
    return row


def _content(path: Path) -> bytes:
    """Of a file itself: the one to which a link leads stays as it is, and is not said to be marked."""
    from optout.signals.images.permission import Unreadable

    if path.is_symlink():
        raise Unreadable("a link: name the file to which it leads")
    if path.stat().st_size > _LARGEST:
        raise OSError("larger than 256 MiB")
    return path.read_bytes()


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all, with the rights that the file had. Nothing that is there already is followed
    or overwritten: ``mkstemp`` makes a new file under a name that nobody can know before."""
    descriptor, name = tempfile.mkstemp(prefix=".optout-", dir=path.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as new:
            new.write(content)
            new.flush()
            os.fsync(new.fileno())
        beside.chmod(path.stat().st_mode & 0o7777)
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _words(rows: list[dict[str, object]], write: bool) -> str:
    lines = [_line(row, write) for row in rows]
    if not write and any(row["before"] != row["after"] for row in rows):
        lines.append("Nothing was written. To write: --yes")
    lines.append("What is published may be another file: optout site audit URL reads that one.")
    return "\n".join(lines)


def _line(row: dict[str, object], write: bool) -> str:
    if row["problem"]:
        return f"{row['file']}: left as it is: {row['problem']}."
    if row["before"] == row["after"]:
        return f"{row['file']}: says {row['after']} already."
    verb = "now says" if write else "would say"
    return f"{row['file']}: {verb} {row['after']}" + (
        f", said {row['before']}." if row["before"] else "."
    )
