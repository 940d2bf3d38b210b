"""Does a rule's pattern fit a path? In time that grows with their lengths only."""


def fits(pattern: bytes, path: bytes) -> bool:
    """Whether the path begins as the pattern says: ``*`` is any signs, a last ``$`` its end."""
    anchored = pattern.endswith(b"$")
    first, *rest = (pattern[:-1] if anchored else pattern).split(b"*")
    if not path.startswith(first):
        return False
    if not rest:
        return not anchored or len(path) == len(first)
    last = rest.pop() if anchored else b""
    at = _after(rest, path, len(first))
    return at >= 0 and path.endswith(last) and at + len(last) <= len(path)


def _after(parts: list[bytes], path: bytes, at: int) -> int:
    """The first place after all the parts, one after another; -1 where one is not there."""
    for part in parts:
        found = path.find(part, at)
        if found < 0:
            return -1
        at = found + len(part)
    return at
