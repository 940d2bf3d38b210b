"""The text of a page in the encoding that it says it has."""

import codecs
import re

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta\s[^>]{0,500}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([a-z0-9_:.-]{1,40})", re.IGNORECASE
)
_FIRST = 1024
"""Where a page's declaration has to stand; source: HTML, 13.2.3.2."""
_OF_THE_WEB = re.compile(
    r"utf-8|utf-16(-[bl]e)?|iso8859-\d+|cp(125\d|866|874|932|949)|koi8-[ru]|mac-(roman|cyrillic)|"
    r"gb2312|gbk|gb18030|big5(hkscs)?|shift_jis|euc_(jp|kr)|iso2022_jp|ascii"
)
"""By Python's names; it knows more, some of which take very long or are no encodings of pages."""


def page_text(body: bytes, charset: str = "") -> str | None:
    """What the bytes say; ``charset`` is the header's. None for an encoding that is not known.

    A byte-order mark counts before the header, the header before the page's own tag; else it is UTF-8.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace")
    name = charset or _declared(body)
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    return body.decode(known, "replace") if _OF_THE_WEB.fullmatch(known) else None


def _declared(body: bytes) -> str:
    """A tag that can be read at all stands in no UTF-16, whatever it says."""
    found = _DECLARED.search(body[:_FIRST])
    name = found[1].decode("ascii") if found else "utf-8"
    return "utf-8" if name.lower().startswith("utf-16") else name
