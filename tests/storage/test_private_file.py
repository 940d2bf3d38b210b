import stat
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
