"""Writes docs/reference/laws.md from the table of laws: ``python -m tests.docs.laws_page``."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from optout.rights.law import Law
from optout.rights.table import rows
from optout.rights.words import MARKS, doubts, wait_words

FILE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "laws.md"

_HEAD = """\
# The laws

Written by `python -m tests.docs.laws_page` from `optout/rights/laws/`; do not edit it here. This is not
legal advice.

Each row says what one law says about one right, on the days it is valid. Numbers live in these rows and
nowhere in code. How a figure is known is said wherever it is shown:

{marks}

## How time is counted

- From receipt. The moment keeps its time zone, and the day of receipt is not counted.
- Hours are exact, also over the change to summer time. Everything else is counted in days, and lasts
  until the end of the last one: a provider is late from the midnight after it.
- A month ends on the same day of the next month, or on its last day where there is no such day.
- Business days leave out weekends, US federal holidays and those of the state whose law it is.
- Under the GDPR and the UK GDPR a period that ends on a weekend or public holiday ends on the next
  working day (Regulation 1182/71 Art. 3(4)). The holidays are those of the provider's country; where it
  is not known, those of every member state. In the UK they are England's.
- An extension holds only where the provider said so within the first time.
- The answer to an appeal is counted from when the appeal arrives.

## Which law is chosen

A law applies because of where the person lives: their first address that is not past. The GDPR, the UK
GDPR and the LGPD apply also where the provider is there, and some laws protect whoever asks. That a
definition names a law says only that it binds the provider. Among those that apply, the strongest is
chosen, in this order:

1. It can be used by asking the provider, not only through a mechanism of the state such as DROP.
2. It sets a time for the answer, and the shorter one (for this, a month is 30 days and 5 business days
   are a week); then the shorter time with an extension.
3. It gives an appeal; then, a regulator hears complaints.
4. It is the law of where the person lives.
5. It is better known (as above); then by name.

`optout rights which` shows the order for a person and a provider, and `--law` takes another one. A law
with a condition that only the person can know (*only if*) is never chosen by itself. Where no law
applies, the request is voluntary.

## All at a glance

| Law | Right | Where | Acknowledged | Answered | Extended | Appeal answered | Known |
|---|---|---|---|---|---|---|---|
"""


def laws_page() -> str:
    """The whole page, as it should be committed."""
    marks = "\n".join(f"- *{mark}*: {words}" for mark, words in MARKS.items())
    glance = "".join(_glance(row) for row in rows())
    return _HEAD.format(marks=marks) + glance + "\n" + "\n".join(_sections())


def _glance(row: Law) -> str:
    waits = (_cell(row, field) for field in ("acknowledge", "answer", "extended", "appeal"))
    return f"| `{row.slug}` | {row.right} | {row.jurisdiction} | {' | '.join(waits)} | {row.mark} |\n"


def _cell(row: Law, field: str) -> str:
    wait = getattr(row, field)
    if wait is None:
        return "-"
    mark = row.mark_of(field)
    return wait_words(wait) + (f" *({mark})*" if mark != row.mark else "")


def _sections() -> Iterator[str]:
    for slug, found in groupby(rows(), key=lambda row: row.slug):
        yield f"## {slug}\n\n" + "".join(f"{line}\n" for line in _lines(list(found)))


def _lines(laws: list[Law]) -> Iterator[str]:
    """What holds for every row of a law once, then of each row what is its own."""
    told = [list(_details(row)) for row in laws]
    common = [line for line in told[0] if all(line in lines for lines in told)]
    yield from (f"- {line}" for line in common)
    for row, lines in zip(laws, told, strict=True):
        until = f" to {row.valid_to}" if row.valid_to else ""
        yield f"- *{row.right}*: {row.name}; valid from {row.valid_from}{until}"
        yield from (f"  - {line}" for line in lines if line not in common)


def _details(row: Law) -> Iterator[str]:
    yield f"binds {row.binds}" + (f"; only if {row.only_if}" if row.only_if else "")
    yield f"asked by {'; '.join(_askers(row))}"
    yield f"needs {', '.join(row.elements)}"
    if row.through:
        yield f"only through {row.through}"
    where = f", <{row.source_url}>" if row.source_url else ""
    yield f"source: {row.source}{where}; read on {row.verified_on}"
    yield from doubts(row)
    if row.notes:
        yield row.notes


def _askers(row: Law) -> Iterator[str]:
    for asker in row.asked_by:
        yield f"the {asker.role}" + (f" ({asker.proof})" if asker.proof else "")


if __name__ == "__main__":
    FILE.write_text(laws_page(), encoding="utf-8")
