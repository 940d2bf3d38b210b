"""The conditions that the twin of the viewer takes, tried on its rows by a real SQL engine."""

import re
import sqlite3
from collections.abc import Mapping, Sequence

SIGNS, CONDITION = "Parameter 'where' contains invalid symbols", "A query parameter is invalid"
_REFUSED = (";", "--", "/*", "*/")
_VALUE = re.compile(r"(?:=|\blike\s+)'%?((?:[^']|'')*?)%?'")


def filtered(
    where: str, columns: Sequence[str], rows: Mapping[int, Mapping[str, str]]
) -> list[int] | str:
    """The numbers of the rows for which the condition holds; the viewer's words where it takes none."""
    named = set(re.findall(r'"([^"]*)"', where))
    if any(sign in where for sign in _REFUSED):
        return SIGNS
    if not named <= set(columns):
        return CONDITION
    with sqlite3.connect(":memory:") as table:
        table.execute("PRAGMA case_sensitive_like = ON")
        names = ", ".join(f'"{name}" TEXT' for name in columns)
        table.execute(f"CREATE TABLE t (number INTEGER, {names})")
        for number, cells in rows.items():
            marks = ", ".join("?" * (len(columns) + 1))
            values = (number, *(cells[name] for name in columns))
            table.execute(f"INSERT INTO t VALUES ({marks})", values)  # noqa: S608 - marks only
        try:
            # The condition is the question itself, and the table is all that this engine has.
            asked = f"SELECT number FROM t WHERE {where} ORDER BY number"  # noqa: S608
            found = table.execute(asked).fetchall()
        except sqlite3.Error:
            return CONDITION
    return [number for (number,) in found]


def value_in(where: str) -> str:
    """The first text in the condition: what was asked for."""
    found = _VALUE.search(where)
    return found[1].replace("''", "'") if found else ""
