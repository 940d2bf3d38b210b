# ruff: noqa: E501 - a page's script stays in one piece
"""Pages that ask, print, pop up, hold on, never stop, or are written in no known way."""

from dataclasses import replace

from tests.channels.web.acme import FORM_END, FORM_FIELDS, FORM_START
from tests.hostile.page import (
    DONE,
    LAYOUT_UNKNOWN,
    TIMEOUT,
    TOO_LARGE,
    Hostile,
    Right,
    either,
    html,
    scripted,
)

BROWSER = ("browser",)
FORM = f"<!doctype html><title>Opt out</title>{FORM_START}{FORM_FIELDS}{FORM_END}"


def _nuisance(name: str, does: str, script: str) -> Hostile:
    return Hostile(name, does, scripted(script), DONE, ways=BROWSER, learns=True, posts=1, within_s=8.0)


def _stuck(name: str, does: str, script: str, right: Right = TIMEOUT) -> Hostile:
    return Hostile(
        name,
        does,
        scripted(script),
        right,
        ways=BROWSER,
        learns=True,
        posts=None,
        bounds={"attempt_s": 3.0},
        within_s=12.0,
    )


def _written(
    name: str, does: str, body: str | bytes, kind: str = "text/html; charset=utf-8", right: Right = DONE
) -> Hostile:
    posts = 1 if right == DONE else None
    return Hostile(
        name,
        does,
        html(body, 200, kind),
        right,
        learns=right != LAYOUT_UNKNOWN,
        posts=posts,
        within_s=12.0,
        bounds={"expect_s": 6.0},
    )


PAGES = (
    _nuisance("dialogs", "asks and alerts", "alert('a'); confirm('b'); prompt('c')"),
    _nuisance(
        "dialogs-on-input",
        "alerts at every letter",
        "document.addEventListener('input', () => alert('typed'))",
    ),
    _nuisance("print", "prints itself", "print(); addEventListener('input', () => print())"),
    _nuisance(
        "stay", "asks not to be left", "onbeforeunload = e => { e.preventDefault(); return 'stay' }"
    ),
    _nuisance("popups", "opens a hundred windows", "for (let n = 0; n < 100; n++) open('/advert?' + n)"),
    _nuisance(
        "downloads",
        "starts downloads",
        "for (let n = 0; n < 5; n++) { const a = document.createElement('a'); a.download = 'x.zip'; a.href = '/file' + n; a.click() }",
    ),
    _nuisance(
        "service-worker",
        "registers a service worker",
        "navigator.serviceWorker && navigator.serviceWorker.register('/sw.js').catch(() => 0)",
    ),
    _nuisance(
        "permissions",
        "asks for everything",
        "navigator.geolocation.getCurrentPosition(() => 0); Notification.requestPermission(); navigator.clipboard?.readText().catch(() => 0); navigator.mediaDevices?.getUserMedia({audio: true}).catch(() => 0)",
    ),
    _nuisance(
        "full-screen",
        "takes the whole screen and the pointer",
        "addEventListener('mousedown', () => { document.documentElement.requestFullscreen().catch(() => 0); document.body.requestPointerLock() })",
    ),
    _nuisance(
        "errors",
        "throws without end",
        "setInterval(() => { throw new Error('x') }, 5); console.log = console.error = () => { throw 1 }",
    ),
    _stuck("endless-script", "a script that never stops", "for (;;) {}"),
    _stuck(
        "endless-script-on-input",
        "a script that never stops once something is typed",
        "document.addEventListener('input', () => { for (;;) {} })",
    ),
    _stuck("endless-alerts", "alerts without end", "for (;;) alert('again')"),
    _stuck(
        "endless-microtasks", "promises without end", "const on = () => Promise.resolve().then(on); on()"
    ),
    _stuck(
        "exploding-page",
        "grows for ever",
        "setInterval(() => document.body.insertAdjacentHTML('beforeend', '<p>more'.repeat(500)), 20)",
        either(TIMEOUT, DONE, TOO_LARGE),
    ),
    _stuck(
        "exploding-fields",
        "gets new fields for ever",
        "setInterval(() => document.body.insertAdjacentHTML('beforeend', '<input>'.repeat(200)), 20)",
        either(TIMEOUT, TOO_LARGE, DONE),
    ),
    _written(
        "wrong-charset", "says UTF-8 and is not", (FORM + "<p>caf\xe9 \xfc\xdf</p>").encode("latin-1")
    ),
    _written("unknown-charset", "a character set that nobody knows", FORM, "text/html; charset=klingon"),
    _written("charset-idna", "a coding that is none for pages", FORM, "text/html; charset=idna"),
    _written("charset-undefined", "a coding that always fails", FORM, "text/html; charset=undefined"),
    _written(
        "charset-escape", "a coding that decodes escapes", FORM, "text/html; charset=unicode_escape"
    ),
    _written(
        "charset-null",
        "a character set with an empty character",
        FORM,
        "text/html; charset=\x01utf\x018",
    ),
    _written(
        "utf-16-without-mark",
        "UTF-16 that says nothing of it",
        FORM.encode("utf-16-le"),
        "text/html",
        LAYOUT_UNKNOWN,
    ),
    _written(
        "utf-16-declared", "UTF-16 that says so", FORM.encode("utf-16-le"), "text/html; charset=utf-16le"
    ),
    _written(
        "invalid-utf-8",
        "bytes that are no UTF-8",
        FORM.encode().replace(b"<p>", b"<p>\xff\xc0\x80\xed\xa0\x80"),
    ),
    _written("null-bytes", "empty characters everywhere", FORM.encode().replace(b"<p>", b"<p>\0\0")),
    _written("xml-declaration", "begins like XML", '<?xml version="1.0" encoding="iso-8859-1"?>' + FORM),
    _written("inline-nesting", "formatting that nests without end", FORM + "<b><i><u>" * 5_000),
    replace(
        _written(
            "attributes",
            "an element of fifty thousand attributes",
            FORM + "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">",
        ),
        ways=BROWSER,
    ),
    replace(
        _written(
            "attributes-without-end",
            "an element of half a million attributes",
            FORM + "<p " + " ".join(f"a{n}=1" for n in range(500_000)) + ">",
            right=TOO_LARGE,
        ),
        ways=("plain",),
        learns=False,
        posts=0,
    ),
    _written("white-space", "a megabyte of white space and angle brackets", FORM + " <" * 500_000),
    Hostile(
        "lone-surrogates",
        "halves of characters in title, labels and values",
        scripted(
            "document.title = '\\ud800 Opt out'; document.querySelector('h1').append('\\udfff'); for (const l of document.querySelectorAll('label')) l.append('\\ud83d'); document.forms[0].csrf.value = '\\ud800'"
        ),
        DONE,
        ways=BROWSER,
        learns=True,
        posts=1,
    ),
)
