"""A quick look at all the texts of a batch at once, which spares most batches the slow expressions."""

import re
import struct
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

_STRANGE_HOST = r"//[^/?#%\x80-\xff]*[%\x80-\xff]"


class Glance:
    """Says whether something may stand in the texts: yes too often, but never no wrongly.

    The texts lie one after the other in one buffer, which is searched as if it were one text.
    """

    def __init__(self, values: "pa.Array") -> None:
        self._values = values
        self._named: dict[str, bool] = {}

    def begins_with_any(self, signs: Iterable[str]) -> bool:
        """Whether any text begins with one of these."""
        import pyarrow.compute as pc

        return any(pc.any(pc.starts_with(self._values, sign)).as_py() for sign in signs)

    def names_any(self, words: Iterable[bytes]) -> bool:
        """Whether any of these words, in ASCII, may be there in any case of letters."""
        named = "|".join(re.escape(word.decode("ascii")) for word in sorted(words))
        if named not in self._named:
            self._named[named] = self._holds(f"(?i)(?:{named})")
        return self._named[named]

    @property
    def has_strange_hosts(self) -> bool:
        """Whether a host may be written with escapes or with letters other than those of ASCII."""
        return not self.are_addresses or self._holds(_STRANGE_HOST)

    @cached_property
    def are_addresses(self) -> bool:
        """Whether every text begins as a web address in lower case."""
        import pyarrow.compute as pc

        begin = (pc.starts_with(self._values, scheme) for scheme in ("http://", "https://"))
        return pc.all(pc.fill_null(pc.or_(*begin), True)).as_py() is not False

    def _holds(self, expression: str) -> bool:
        import pyarrow as pa
        import pyarrow.compute as pc

        data = self._values.buffers()[2]
        if data is None:
            return False
        ends = pa.py_buffer(struct.pack("<qq", 0, data.size))
        whole = pa.Array.from_buffers(pa.large_binary(), 1, [None, ends, data])
        return bool(pc.match_substring_regex(whole, expression)[0].as_py())
