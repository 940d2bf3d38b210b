"""What a tree of processes uses, read from ``/proc``: CPU seconds and proportional memory."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_TICKS = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100


class Memory(NamedTuple):
    """MiB. ``files``: the part that is mapped from files; every browser on the machine shares it."""

    whole: float
    files: float


def cpu_seconds(root: int) -> float:
    """User and system time of ``root``, its living descendants, and all of these that have ended."""
    fields = (_stat(process) for process in tree(root))
    return sum(sum(map(int, stat[11:15])) for stat in fields if stat) / _TICKS


def pss_mib(processes: Iterable[int]) -> Memory:
    """The proportional set size: a page that n processes share counts one n-th for each."""
    sizes = [_pss_kib(process) for process in processes]
    return Memory(*(sum(size.get(part, 0) for size in sizes) / 1024 for part in ("Pss", "Pss_File")))


def tree(root: int) -> list[int]:
    """``root`` and its living descendants."""
    children: dict[int, list[int]] = {}
    for process in _all():
        stat = _stat(process)
        if stat:
            children.setdefault(int(stat[1]), []).append(process)
    found = [root]
    for process in found:
        found.extend(children.get(process, ()))
    return found


def _all() -> Iterator[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit())


def _stat(process: int) -> list[str]:
    """The fields from the third on (state, parent, ...); empty where the process has ended."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
    return []


def _pss_kib(process: int) -> dict[str, int]:
    """By part; empty where the process has ended."""
    with suppress(OSError):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("utf-8").splitlines()
        return {line.partition(":")[0]: int(line.split()[1]) for line in lines if line.startswith("Pss")}
    return {}
