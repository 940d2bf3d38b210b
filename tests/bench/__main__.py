"""``make bench``: every benchmark, one JSON object on standard output, progress on standard error."""

import importlib
import json
import sys

BENCHES = (
    "startup",
    "attempts",
    "browser",
    "wave",
    "drift",
    "memory",
    "rehearsal",
    "matching",
    "forms",
    "hostile",
    "letters",
    "replies",
    "companies",
    "fuzz",
    "shards",
)


def main() -> None:
    results = {}
    for name in sys.argv[1:] or BENCHES:
        print(f"{name} ...", file=sys.stderr)
        results[name] = importlib.import_module(f"tests.bench.{name}").bench()
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
