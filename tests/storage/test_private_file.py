import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from optout.storage.private_file import make_private


@pytest.mark.parametrize("before", [None, 0o644, 0o600])
def test_nobody_else_may_read_it_whatever_it_was(tmp_path: Path, before: int | None) -> None:
    path = tmp_path / "file"
    if before is not None:
        path.write_bytes(b"kept")
        path.chmod(before)

    make_private(path)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() == (b"" if before is None else b"kept")


def test_it_drops_no_lock_that_this_process_holds_on_the_file(tmp_path: Path) -> None:
    path = tmp_path / "locked.sqlite3"
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("CREATE TABLE t (x)")
    holder.execute("BEGIN EXCLUSIVE")

    make_private(path)

    intruder = f"import sqlite3; sqlite3.connect({str(path)!r}, timeout=0).execute('BEGIN EXCLUSIVE')"
    tried = subprocess.run([sys.executable, "-c", intruder], capture_output=True, text=True, timeout=60)
    holder.close()
    assert "database is locked" in tried.stderr


def test_nothing_is_left_beside_the_file(tmp_path: Path) -> None:
    make_private(tmp_path / "one.sqlite3")
    make_private(tmp_path / "one.sqlite3")
    assert [path.name for path in tmp_path.iterdir()] == ["one.sqlite3"]
