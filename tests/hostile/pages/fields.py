# ruff: noqa: E501 - a page's script stays in one piece
"""Fields that lie about what they ask for, hide, move, or are too many."""

from tests.channels.web.acme import FORM_END, FORM_FIELDS, FORM_START
from tests.hostile.page import (
    DONE,
    FORM_CHANGED,
    LAYOUT_UNKNOWN,
    TOO_LARGE,
    Hostile,
    Right,
    html,
    opt_out,
    scripted,
)

BROWSER = ("browser",)
PATIENT = {"expect_s": 6.0}
EMAIL = '<p><label for="em">E-mail address</label> <input id="em" type="email" name="em" required></p>'
TRAP = "<label>E-mail address <input name=trap></label>"


def _lying(name: str, does: str, field: str) -> Hostile:
    """Instead of the honest e-mail field."""
    return Hostile(name, does, opt_out(fields=FORM_FIELDS.replace(EMAIL, field)), FORM_CHANGED)


def _trap(name: str, does: str, markup: str, right: Right = DONE, style: str = "") -> Hostile:
    """Beside the honest fields, and before them, so that the trap is the first that is found."""
    start = FORM_START + f"<style>{style}</style>{markup}"
    posts = 1 if right == DONE else None
    return Hostile(
        f"trap-{name}", does, opt_out(start=start), right, ways=BROWSER, learns=True, posts=posts
    )


def _styled(name: str, does: str, style: str) -> Hostile:
    return _trap(name, does, f"<div class=t>{TRAP}</div>", style=f".t {{ {style} }}")


def _moving(name: str, does: str, script: str, right: Right = FORM_CHANGED) -> Hostile:
    page = scripted(f"const form = document.forms[0], em = document.getElementById('em'); {script}")
    return Hostile(name, does, page, right, ways=BROWSER, learns=True)


PAGES = (
    _lying(
        "label-lies",
        "the label says e-mail, the name says social security number",
        "<p><label>E-mail address <input name=ssn required></label></p>",
    ),
    _lying(
        "label-lies-by-id",
        "the label says e-mail, the id says card number",
        "<p><label for=card_number>E-mail address</label><input id=card_number name=x required></p>",
    ),
    _lying(
        "completion-lies",
        "the label says e-mail, autocomplete says card number",
        "<p><label>E-mail address <input name=q autocomplete=cc-number required></label></p>",
    ),
    _lying(
        "aria-lies",
        "aria says e-mail, the page shows social security number",
        '<p><label for=q>Social security number</label><input id=q name=q aria-label="E-mail address" required></p>',
    ),
    _lying(
        "hidden-label",
        "only a hidden part of the label says e-mail",
        '<p><label><span style="display:none">E-mail address</span>Mother\'s maiden name <input name=q required></label></p>',
    ),
    _lying(
        "password-field",
        "a password field that is called e-mail",
        "<p><label>E-mail address <input type=password name=q required></label></p>",
    ),
    _lying(
        "only-a-hidden-field",
        "the only e-mail field is one that nobody sees",
        '<p style="display:none"><label>E-mail address <input name=trap></label></p>',
    ),
    _lying(
        "placeholder-lies",
        "the placeholder says e-mail, the label passport number",
        '<p><label>Passport number <input name=q placeholder="E-mail address" required></label></p>',
    ),
    Hostile(
        "stealing-hidden-fields",
        "hidden fields that a browser's own filling would fill",
        opt_out(
            "".join(
                f"<input type=hidden name=trap-{one} autocomplete={one}>"
                for one in ("email", "tel", "bday", "name")
            )
        ),
        DONE,
        learns=True,
        posts=1,
    ),
    Hostile(
        "stealing-unseen-fields",
        "fields off the screen that a browser's own filling would fill",
        opt_out(
            "".join(
                f'<input style="position:absolute;left:-9999px" name=trap-{one} autocomplete={one}>'
                for one in ("email", "tel", "bday", "name")
            )
        ),
        DONE,
        ways=BROWSER,
        learns=True,
        posts=1,
    ),
    _styled("not-displayed", "a field that is not displayed", "display: none"),
    _styled("invisible", "a field that is invisible", "visibility: hidden"),
    _styled("transparent", "a field without any opacity", "opacity: 0"),
    _styled("nearly-transparent", "a field of almost no opacity", "opacity: 0.01"),
    _styled("filtered", "a field that a filter makes transparent", "filter: opacity(0)"),
    _styled("off-screen", "a field left of the screen", "position: absolute; left: -9999px"),
    _styled("above-the-screen", "a field above the screen", "position: absolute; top: -500px"),
    _styled("far-right", "a field far right of the page", "position: fixed; left: 99999px"),
    _styled("clipped", "a field that is clipped away", "position: absolute; clip: rect(0 0 0 0)"),
    _styled("clipped-by-path", "a field inside a circle of no size", "clip-path: circle(0)"),
    _styled("clipped-by-inset", "a field whose every side is cut", "clip-path: inset(100%)"),
    _styled("no-height", "a field in a box of no height", "height: 0; overflow: hidden"),
    _styled(
        "one-pixel",
        "a field of one pixel",
        "width: 1px; height: 1px; overflow: hidden; position: absolute",
    ),
    _styled("scaled-away", "a field scaled to nothing", "transform: scale(0)"),
    _styled(
        "moved-away",
        "a field moved off the screen",
        "transform: translateX(-9999px); position: absolute",
    ),
    _styled(
        "content-hidden", "a field whose content the browser leaves out", "content-visibility: hidden"
    ),
    _trap(
        "closed-details",
        "a field inside closed details",
        f"<details><summary>More</summary>{TRAP}</details>",
    ),
    _trap("closed-dialog", "a field in a dialog that is not open", f"<dialog>{TRAP}</dialog>"),
    _trap("inert", "a field that nobody can enter", f"<div inert>{TRAP}</div>"),
    _trap(
        "aria-hidden", "a field hidden from those who cannot see", f"<div aria-hidden=true>{TRAP}</div>"
    ),
    _trap(
        "covered",
        "a field under something else",
        f'<div style="position:relative">{TRAP}<div style="position:absolute;inset:0;background:#fff">x</div></div>',
    ),
    _trap(
        "same-colour",
        "a field in the colour of the page",
        f'<div style="color:#fff">{TRAP.replace("name=trap", "name=trap style=color:#fff;background:#fff;border:0;outline:0")}</div>',
        FORM_CHANGED,
    ),
    _trap(
        "out-of-the-tab-order",
        "a field that is out of the tab order and not to be completed",
        TRAP.replace("name=trap", "name=trap tabindex=-1 autocomplete=off"),
    ),
    _moving(
        "moves-away-on-focus",
        "a field leaves the screen when it is entered",
        "form.addEventListener('focusin', () => { em.style.cssText = 'position:absolute;left:-9999px' })",
    ),
    _moving(
        "hides-on-input",
        "the next field hides when the first is filled",
        "form.addEventListener('input', () => { em.parentElement.hidden = true })",
    ),
    _moving(
        "renamed-on-input",
        "a field gets another name when the first is filled",
        "form.addEventListener('input', () => { em.name = 'ssn' }, {once: true})",
    ),
    _moving(
        "relabelled-on-input",
        "a field gets another label when the first is filled",
        "form.addEventListener('input', () => { document.querySelector('label[for=em]').textContent = 'Social security number' }, {once: true})",
    ),
    _moving(
        "swapped-on-input",
        "two fields change places when the first is filled",
        "form.addEventListener('input', () => { const p = em.parentElement; p.remove(); form.prepend(p) }, {once: true})",
    ),
    _moving(
        "removed-on-input",
        "a field vanishes when the first is filled",
        "form.addEventListener('input', () => em.remove(), {once: true})",
    ),
    _moving(
        "disabled-on-input",
        "a field is switched off when the first is filled",
        "form.addEventListener('input', () => { em.disabled = true }, {once: true})",
    ),
    _moving(
        "required-after-input",
        "asks for a passport once something is typed",
        "form.addEventListener('input', () => form.insertAdjacentHTML('beforeend', '<label>Passport <input name=p required></label>'), {once: true})",
    ),
    Hostile(
        "ten-thousand-fields",
        "ten thousand fields before the button",
        opt_out("<input name=f>" * 10_000),
        TOO_LARGE,
        within_s=12.0,
        bounds=PATIENT,
    ),
    Hostile(
        "ten-thousand-forms",
        "ten thousand empty forms",
        opt_out(end=FORM_END + "<form></form>" * 10_000),
        DONE,
        bounds=PATIENT,
        learns=True,
        posts=1,
        within_s=12.0,
    ),
    Hostile(
        "ten-thousand-choices",
        "a list of ten thousand choices",
        opt_out("<select name=z>" + "<option>one more" * 10_000 + "</select>"),
        DONE,
        bounds=PATIENT,
        learns=True,
        posts=1,
        within_s=12.0,
    ),
    Hostile(
        "deep-shadow",
        "the form a thousand shadow trees deep",
        html(
            "<h1>Opt out</h1><div id=d></div><script>let at = d; for (let n = 0; n < 1000; n++) { const s = at.attachShadow({mode: 'open'});"
            f"at = document.createElement('div'); s.append(at) }} at.innerHTML = `{FORM_START}{FORM_FIELDS}{FORM_END}`</script>"
        ),
        LAYOUT_UNKNOWN,
        ways=BROWSER,
    ),
    Hostile(
        "deep-nesting",
        "fifty thousand elements inside one another",
        opt_out(end=FORM_END + "<div>" * 50_000),
        DONE,
        bounds=PATIENT,
        learns=True,
        posts=1,
        within_s=12.0,
    ),
    Hostile(
        "frames-in-frames",
        "frames in frames without end",
        opt_out(end=FORM_END + "<iframe src='/inner?0'></iframe>"),
        DONE,
        bounds=PATIENT,
        ways=BROWSER,
        learns=True,
        posts=1,
        within_s=10.0,
        others={
            "/inner": html(
                "<iframe src='/inner' onload=1></iframe><script>document.querySelector('iframe').src = '/inner?' + Math.random()</script>"
            )
        },
    ),
)
