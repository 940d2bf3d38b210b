"""That reading content credentials asks nobody else."""

from typing import Any

import c2pa
import pytest

from optout.signals.images.credentials import credentials_in
from tests.signals.images.pictures import picture


def test_nothing_is_fetched_from_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library is told so for every kind of address that a file can name."""
    used: list[dict[str, Any]] = []
    real = c2pa.Settings.from_dict
    monkeypatch.setattr(c2pa.Settings, "from_dict", lambda said: used.append(said) or real(said))
    assert credentials_in(picture("JPEG"), "image/jpeg") is None
    assert used == [{"verify": {"remote_manifest_fetch": False, "ocsp_fetch": False}}]
