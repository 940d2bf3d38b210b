# ruff: noqa: E501 - a page's script stays in one piece
"""Pages that answer what they are not asked: always yes, always no, later, or only a human."""

from tests.channels.web.acme import FORM_END, RECEIPT
from tests.hostile.page import (
    ABSENT,
    CHALLENGE,
    DONE,
    EMPTY_PAGE,
    FORBIDDEN,
    LAYOUT_UNKNOWN,
    LOGIN_WALL,
    SERVER_ERROR,
    TIMEOUT,
    Hostile,
    Right,
    html,
    opt_out,
    raw,
)

EVERYWHERE = ("form", "answer", "search")
BROWSER = ("browser",)
SEARCH = "<h1>Acme search</h1>"
NONE = "<p>No results for this name</p>"
PATIENT = {"expect_s": 6.0, "attempt_s": 20.0}


def _shown(name: str, does: str, body: str, right: Right, status: int = 200) -> Hostile:
    bounds = PATIENT if right == CHALLENGE else {}
    return Hostile(name, does, html(body, status), right, EVERYWHERE, within_s=9.0, bounds=bounds)


def _searched(name: str, does: str, body: str, right: Right, **more: object) -> Hostile:
    return Hostile(name, does, html(SEARCH + body), right, ("search",), **more)  # type: ignore[arg-type]


def _captcha(name: str, does: str, markup: str) -> Hostile:
    return Hostile(f"captcha-{name}", does, opt_out(markup), CHALLENGE, bounds=PATIENT, within_s=9.0)


PAGES = (
    Hostile(
        "no-to-everything", "says no results, whatever is asked", html(NONE), LAYOUT_UNKNOWN, EVERYWHERE
    ),
    Hostile(
        "yes-to-everything",
        "says found, whatever is asked",
        html("<p>12 records found</p>"),
        LAYOUT_UNKNOWN,
        EVERYWHERE,
    ),
    _searched(
        "yes-and-no",
        "says found and no results at once",
        f"{NONE}<p>2 records found</p>",
        LAYOUT_UNKNOWN,
    ),
    _searched(
        "no-in-a-hidden-place",
        "says no results where nobody sees it",
        f"<div style='display:none'>{NONE}</div><p>Try again later</p>",
        LAYOUT_UNKNOWN,
    ),
    _searched(
        "no-in-a-comment",
        "says no results in what is not text",
        f"<!-- {NONE} --><script>'{NONE}'</script><p>Try again later</p>",
        LAYOUT_UNKNOWN,
    ),
    _searched(
        "no-for-a-moment",
        "says no results, and then has some",
        f"<div id=d>{NONE}</div><script>fetch('/rows').then(r => r.text()).then(t => {{ d.innerHTML = t }})</script>",
        DONE,
        ways=BROWSER,
        bounds=PATIENT,
        others={
            "/rows": raw(
                0.4,
                b"HTTP/1.1 200 OK\r\nContent-Length: 89\r\nConnection: close\r\n\r\n"
                + b"<p>1 records found</p><li class=hit><a class=who href=/p/1>Ada</a><i class=where>x</i></li>"[
                    :89
                ],
            )
        },
    ),
    _searched(
        "no-while-it-waits",
        "says no results while a script waits for ever",
        f"{NONE}<script>fetch('/rows')</script>",
        TIMEOUT,
        ways=BROWSER,
        others={"/rows": raw(30.0)},
    ),
    _shown(
        "no-behind-a-challenge",
        "says no results below a challenge",
        f"{SEARCH}{NONE}<h1>Opt out</h1>{RECEIPT}<p>Please verify you are human</p><div class=g-recaptcha></div>",
        CHALLENGE,
    ),
    _shown(
        "refused-with-receipt",
        "status 403 on what looks right",
        f"{SEARCH}{NONE}{RECEIPT}<h1>Opt out</h1>",
        FORBIDDEN,
        403,
    ),
    _shown(
        "fault-with-receipt",
        "status 500 on what looks right",
        f"{SEARCH}{NONE}{RECEIPT}<h1>Opt out</h1>",
        SERVER_ERROR,
        500,
    ),
    _shown(
        "back-soon",
        "closed for maintenance, with status 200",
        "<h1>We are back soon</h1><p>Maintenance.</p>",
        LAYOUT_UNKNOWN,
    ),
    _shown("empty", "a page without any text", "<html><body></body></html>", EMPTY_PAGE),
    _shown(
        "login-wall",
        "asks to sign in",
        "<h1>Please sign in</h1><form><input name=u><input type=password name=p><button>Sign in</button></form>",
        LOGIN_WALL,
    ),
    _shown(
        "cookie-wall",
        "asks to accept cookies before it shows anything",
        "<h1>We value your privacy</h1><p>Accept all cookies to go on.</p><button>Accept</button>",
        LAYOUT_UNKNOWN,
    ),
    _shown(
        "block-cloudflare",
        "a vendor's waiting page",
        "<title>Just a moment...</title><h1>acme</h1><p>Performing security verification</p>",
        CHALLENGE,
        403,
    ),
    _shown(
        "block-imperva",
        "a vendor's block page",
        "<title>Pardon Our Interruption</title><h1>Pardon Our Interruption</h1><p>As you were browsing something made us think you were a bot.</p>",
        CHALLENGE,
    ),
    _shown(
        "block-press-and-hold",
        "a vendor's button to be held",
        "<title>Access to this page has been denied</title><p>Press &amp; Hold to confirm you are a human (and not a bot).</p>",
        CHALLENGE,
        403,
    ),
    _shown(
        "block-frame",
        "a vendor's challenge in a frame",
        "<p>Please go on below.</p><iframe width=400 height=300 src='https://geo.captcha-delivery.com/captcha/?x'></iframe>",
        CHALLENGE,
    ),
    _captcha("recaptcha-v2", "reCAPTCHA v2 in the form", "<div class=g-recaptcha data-sitekey=k></div>"),
    _captcha(
        "recaptcha-v3",
        "reCAPTCHA v3, which nobody sees, at the form",
        "<script src='https://www.google.com/recaptcha/api.js?render=key'></script><input type=hidden name=g-recaptcha-response>",
    ),
    _captcha("hcaptcha", "hCaptcha in the form", "<div class=h-captcha data-sitekey=k></div>"),
    _captcha("turnstile", "Turnstile in the form", "<div class=cf-turnstile data-sitekey=k></div>"),
    _captcha(
        "image",
        "letters of an image to be typed",
        "<p><img src=/captcha.png alt=captcha width=90 height=30><label>Enter the characters shown above <input name=captcha required></label></p>",
    ),
    _captcha(
        "arithmetic",
        "a sum to be done",
        "<p><label>What is 3 + 4? <input name=answer required></label></p>",
    ),
    Hostile(
        "overlay",
        "a banner over the whole page",
        opt_out(
            end=FORM_END
            + "<div style='position:fixed;inset:0;background:#fff'>Join our newsletter <button>No</button></div>"
        ),
        DONE,
        posts=1,
        learns=True,
    ),
    Hostile(
        "modal-dialog",
        "a dialog over the whole page",
        opt_out(
            end=FORM_END + "<dialog id=g>Join our newsletter</dialog><script>g.showModal()</script>"
        ),
        DONE,
        posts=1,
        learns=True,
    ),
    Hostile(
        "search-without-a-name",
        "an honest page with no results",
        html(SEARCH + NONE),
        ABSENT,
        ("search",),
    ),
)
