"""Mail addresses that exist no more: the mail server on stage refuses letters to them."""

from collections.abc import Callable


class ClosedAddresses:
    """Shared by all twins on stage, and read by the mail server that takes the letters."""

    def __init__(self) -> None:
        self._knocked: dict[str, Callable[[], None]] = {}

    def close(self, address: str, knocked: Callable[[], None]) -> None:
        """Refuse letters to ``address`` from now on; ``knocked`` is called for each."""
        self._knocked[address.lower()] = knocked

    def refuses(self, address: str) -> bool:
        """Whether a letter to ``address`` is refused. Asked once for each letter."""
        knocked = self._knocked.get(address.lower())
        if knocked is None:
            return False
        knocked()
        return True
