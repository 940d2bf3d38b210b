"""The documentation as the tests see it: pages, and the commands that stand in their code."""

import re
from collections.abc import Iterator
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
DOCS = CHECKOUT / "docs"
PAGES = sorted([CHECKOUT / "README.md", CHECKOUT / "CONTRIBUTING.md", *DOCS.rglob("*.md")])

_BLOCK = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_INDENTED = re.compile(r"^ {4}.+$", re.MULTILINE)
_SPAN = re.compile(r"`([^`\n]+(?:\n[^`\n]+)?)`")
_WORDS_BEGIN = re.compile(r"\s{2,}|[;|>\[#]")


def name(page: Path) -> str:
    return str(page.relative_to(CHECKOUT))


def without_code(text: str) -> str:
    return _SPAN.sub("", _BLOCK.sub("", text))


def commands(program: str) -> list[tuple[str, str]]:
    """Page and arguments of every use of ``program`` in the code of any page, each once."""
    found = {
        (name(page), each): None for page in PAGES for each in _uses(program, page.read_text("utf-8"))
    }
    return list(found)


def _uses(program: str, text: str) -> Iterator[str]:
    use = re.compile(rf"(?:^|[\s/]){program} +(\S.*)")
    for line in _code(text):
        match = use.search(line)
        if match and (arguments := _WORDS_BEGIN.split(match[1])[0].strip()):
            yield arguments


def _code(text: str) -> Iterator[str]:
    blocks = _BLOCK.findall(text)
    prose = _BLOCK.sub("", text)
    for block in blocks:
        yield from block.splitlines()[1:-1]
    yield from _INDENTED.findall(prose)
    yield from (" ".join(span.split()) for span in _SPAN.findall(_INDENTED.sub("", prose)))
