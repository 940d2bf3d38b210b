"""The words of a PDF as the type-setter writes it: by the tables of its fonts, page by page."""

import re
import zlib

_OBJECT = re.compile(rb"(\d+) 0 obj\n(.*?)\nendobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_PAIR = re.compile(rb"<([0-9A-F]+)> <([0-9A-F]+)>")
_INSIDE = rb"(?:\\.|[^\\()])"
_SHOWN = re.compile(
    rb"/f(\d+) [\d.]+ Tf|\((?P<text>(?:" + _INSIDE + rb"|\(" + _INSIDE + rb"*\))*)\)", re.DOTALL
)
_SPOKEN = re.compile(rb"/ActualText\((?:" + _INSIDE + rb")*\)", re.DOTALL)  # beside what is shown
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_SIGNS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}

Objects = dict[bytes, bytes]
Font = dict[int, str]


def words_of(pdf: bytes) -> str:
    """Every word that is shown, with one space or none between two."""
    objects = dict(_OBJECT.findall(pdf))
    pages = [one for one in objects.values() if one.startswith(b"<</Type/Page/")]
    return " ".join("\n".join(_page(one, objects) for one in pages).split())


def unpacked(pdf: bytes) -> bytes:
    """The file with every stream unpacked behind it, properties and all."""
    return pdf + b"\n".join(_content(one) for one in _STREAM.findall(pdf))


def _page(page: bytes, objects: Objects) -> str:
    resources = _referred(page, b"/Resources", objects)
    named = re.findall(rb"/f(\d+) (\d+) 0 R", resources)
    fonts = {int(name): _font(objects[number], objects) for name, number in named}
    content = _SPOKEN.sub(b"", _stream(_referred(page, b"/Contents", objects)))
    return " ".join(_shown(one, fonts) for one in re.findall(rb"BT (.*?)\nET", content, re.DOTALL))


def _font(font: bytes, objects: Objects) -> Font:
    table = _stream(_referred(font, b"/ToUnicode", objects))
    pairs = _PAIR.findall(table.partition(b"beginbfchar")[2])
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}


def _shown(block: bytes, fonts: dict[int, Font]) -> str:
    font: Font = {}
    words = ""
    for found in _SHOWN.finditer(block):
        if found["text"] is None:
            font = fonts[int(found[1])]
        else:
            codes = _ESCAPE.sub(_sign, found["text"])
            words += "".join(
                font[int.from_bytes(codes[at : at + 2], "big")] for at in range(0, len(codes), 2)
            )
    return words


def _sign(escape: re.Match[bytes]) -> bytes:
    sign = escape[1]
    return bytes([int(sign, 8)]) if sign.isdigit() else _SIGNS.get(sign, sign)


def _referred(source: bytes, name: bytes, objects: Objects) -> bytes:
    found = re.search(re.escape(name) + rb" (\d+) 0 R", source)
    assert found is not None, name
    return objects[found[1]]


def _stream(source: bytes) -> bytes:
    found = _STREAM.search(source)
    assert found is not None
    return _content(found[1])


def _content(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream
