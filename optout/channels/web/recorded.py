"""What the browser's protocol says of a request and its answer, as evidence. Pure."""

from collections.abc import Mapping
from typing import Any

from optout.channels.attempt import Exchange

NEVER_LEFT = (
    "ERR_CONNECTION_REFUSED",
    "ERR_NAME_NOT_RESOLVED",
    "ERR_ADDRESS_",
    "ERR_CERT_",
    "ERR_SSL_",
    "ERR_INTERNET_DISCONNECTED",
    "ERR_PROXY_",
)
"""Errors of the browser after which nothing has reached anybody."""


def exchange_of(request: Mapping[str, Any], response: Mapping[str, Any], body: bytes) -> Exchange:
    """``request`` and ``response`` as the protocol's ``Network`` domain describes them."""
    return Exchange(
        method=request["method"],
        url=request["url"],
        request_headers=tuple(request["headers"].items()),
        request_body=request.get("postData", "").encode(),
        status=response["status"],
        response_headers=tuple(response["headers"].items()),
        response_body=body,
    )


def stated_length(response: Mapping[str, Any]) -> int:
    """The size of the body that its headers state, in bytes; 0 where they state none."""
    headers = {name.lower(): value for name, value in response["headers"].items()}
    stated = str(headers.get("content-length", ""))
    return int(stated) if stated.isdecimal() else 0
