"""Writes the reservation of all text and data mining into a ``tdmrep.json``; narrower rules stay."""

import json

from optout.signals.tdmrep import rules

_EVERYTHING = ("/", "/*", "*")


def reserving(existing: str | None) -> str:
    """The file with a rule that reserves everything that no earlier rule speaks of.

    ``existing`` is the file's text, or None where there is none; a file that says it already comes
    back as it is. Raises ``NotTdmrep`` where it cannot be understood.
    """
    if existing is None:
        return _written([{"location": "/", "tdm-reservation": 1}])
    said = rules(existing)
    whole = next((rule for rule in said if rule.location in _EVERYTHING), None)
    if whole is not None and whole.reservation == 1:
        return existing
    kept: list[dict[str, object]] = json.loads(existing)
    if whole is None:
        return _written([*kept, {"location": "/", "tdm-reservation": 1}])
    kept[whole.number - 1]["tdm-reservation"] = 1
    return _written(kept)


def _written(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
