"""Whether a host is this machine itself, so that nothing that is sent there leaves it. Pure."""

import ipaddress


def is_own_machine(host: str) -> bool:
    """``localhost`` and the loopback addresses."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
