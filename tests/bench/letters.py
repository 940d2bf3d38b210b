"""How fast letters are written and printed: a mixture of all laws, stages, roles and languages."""

import random
import time
from datetime import date
from itertools import product
from typing import get_args

from optout.rights.law import Law
from optout.rights.letters import (
    LANGUAGES,
    Agent,
    Language,
    Letter,
    Role,
    Stage,
    Wanted,
    missing,
    pdf_of,
    write_letter,
)
from optout.rights.letters.lawful import can_be_written
from optout.rights.table import rows

_SEED, _LETTERS, _PRINTED = 20_260_601, 10_000, 200
_DAY = date(2026, 6, 1)
_PER_SECOND, _MOST_MS = 1_000, 50.0


def bench() -> dict[str, object]:
    """Letters a second as text on one core, and milliseconds for a PDF after the first.

    A PDF is judged by its slowest on the processor, and by the 99th percentile on the clock, which also
    shows what else the machine does.
    """
    wanted = _mixture(random.Random(_SEED))
    first = write_letter(wanted[0])
    started = time.process_time()
    written = [write_letter(one) for one in wanted]
    per_second = len(written) / (time.process_time() - started)
    first_clock, _ = _printing(first)
    clock, processor = zip(*map(_printing, written[:_PRINTED]), strict=True)
    percentile = sorted(clock)[_PRINTED * 99 // 100]
    return {
        "letters": len(written),
        "incomplete": sum(bool(missing(one)) for one in written),
        "letters_per_second": round(per_second),
        "first_pdf_ms": round(first_clock, 1),
        "pdf_ms": {
            "median": round(sorted(clock)[_PRINTED // 2], 1),
            "percentile_99": round(percentile, 1),
            "slowest": round(max(clock), 1),
            "slowest_on_the_processor": round(max(processor), 1),
        },
        "ok": per_second >= _PER_SECOND and max(percentile, *processor) <= _MOST_MS,
    }


def _mixture(rng: random.Random) -> list[Wanted]:
    every = product(rows(), Stage, get_args(Role), LANGUAGES)
    occasions = [one for one in every if can_be_written(one[0], one[1])]
    return [_wanted(number, *rng.choice(occasions)) for number in range(_LETTERS)]


def _printing(letter: Letter) -> tuple[float, float]:
    """Milliseconds on the clock and on the processor."""
    clock, processor = time.perf_counter(), time.process_time()
    pdf_of(letter)
    return (time.perf_counter() - clock) * 1000, (time.process_time() - processor) * 1000


def _wanted(number: int, law: Law, stage: Stage, role: Role, language: Language) -> Wanted:
    """Everybody differs, so that nothing is remembered from the letter before."""
    state = law.jurisdiction.partition("-")[2]
    facts = {
        "name": f"Ada {number} Quill",
        "email": f"ada.{number}@quill.example",
        "address-level2": "Springfield",
        "address-level1": state or "Bavaria",
        "x-listing-url": f"https://acme.example/people/{number}",
    }
    return Wanted(
        law=law,
        right=law.right,
        provider=f"Acme People {number}",
        facts=facts,
        reference=f"OPT-{number:010}",
        stage=stage,
        language=language,
        role=role,
        agent=Agent("Helping Hands e.V.", "desk@hands.example", _DAY) if role == "agent" else None,
        reasons="The entry shows where I live.",
        signed=_DAY,
        asked_on=_DAY,
        answer_by=_DAY,
        written_on=_DAY,
    )
