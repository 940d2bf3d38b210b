"""Short flows with hints on the pages of Acme People."""

from typing import Any

from tests.channels.web.acme import HOME, HOST

PAGES: dict[str, Any] = {
    "results": {"url": HOME + "/search?name={name}", "sign": {"heading": "Acme search"}},
    "form": {"url": HOME + "/optout", "sign": {"heading": "Opt out"}},
    "receipt": {"sign": {"heading": "Request received"}},
    "confirmed": {"sign": {"heading": "Confirmed"}},
}
IMPORTED: dict[str, Any] = {
    "tier": "imported",
    "origin": {
        "catalog": "invented",
        "licence": "none",
        "file": "acme.json",
        "version": "1",
        "added_on": "2026-11-01",
    },
}


def submitting(
    *verbs: dict[str, Any], needs: dict[str, str] | None = None, **more: Any
) -> dict[str, Any]:
    """The parts of a definition whose submission opens the form and then does ``verbs``."""
    flow = [{"id": "open-form", "open": "form"}, *verbs]
    return {
        "pages": PAGES,
        "submit_flow": [{"id": f"verb-{number}", **verb} for number, verb in enumerate(flow)],
        "submit_needs": {"email": "required"} if needs is None else needs,
        "search": {"channel": "hand", "url": HOME, "instructions": ["look"]},
        "mail": None,
        "confirm": None,
        "domains": [HOST],
        **more,
    }


def box(meaning: str, at: str) -> dict[str, str]:
    return {"meaning": meaning, "at": at}


def page(fields: str, button: str = "<button>Send request</button>", before: str = "") -> str:
    """The opt-out page with these fields in its form."""
    return (
        f"<!doctype html><h1>Opt out</h1>{before}"
        f"<form method=post action=/send id=main>{fields}<p>{button}</p></form>"
    )


SEND = {"click": "Send request"}
RECEIVED = {"expect": {"submitted": "receipt"}}
EMAIL = '<p><label>E-mail address <input name="em" id="em"></label></p>'
