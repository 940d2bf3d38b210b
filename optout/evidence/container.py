"""The one file that holds the parts of an attempt: a ZIP archive, stored, with fixed metadata.

Equal parts give equal bytes. The parts are sealed before they come here, so there is nothing to
compress, and any unzip program can take the file apart.
"""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

from optout.errors import StorageFailure

_is_name = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}").fullmatch
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that a ZIP archive can say
_UNIX, _OWNER_ONLY = 3, 0o600 << 16


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The parts, sorted by name. ``ValueError`` for a name that could mean more than a plain file."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(parts):
            if not _is_name(name):
                raise ValueError("not a plain name of a part")
            member = zipfile.ZipInfo(name, _NO_TIME)
            member.create_system, member.external_attr = _UNIX, _OWNER_ONLY
            archive.writestr(member, parts[name])
    return packed.getvalue()


def unpack(packed: bytes) -> dict[str, bytes]:
    """Inverse of ``pack``. ``StorageFailure`` for anything that ``pack`` did not write as it is."""
    try:
        with zipfile.ZipFile(BytesIO(packed)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        if pack(parts) == packed:
            return parts
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, ValueError, EOFError):
        raise _damaged() from None
    raise _damaged()


def _damaged() -> StorageFailure:
    return StorageFailure(
        "An evidence file is damaged.",
        kept="Nothing was changed.",
        todo="Restore it from a backup; 'optout evidence verify' says what else is affected.",
    )
