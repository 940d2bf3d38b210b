# ruff: noqa: E501 - a page's script stays in one piece
"""Pages that change what a script of ours would use, to make it see what is not there."""

from tests.channels.web.acme import FORM_END, FORM_FIELDS
from tests.hostile.page import DONE, FORM_CHANGED, Hostile, Right, opt_out
from tests.hostile.pages.fields import EMAIL

BROWSER = ("browser",)
HIDDEN = FORM_FIELDS.replace(
    EMAIL,
    f'<div id=t style="position:absolute;left:-9999px;opacity:0">{EMAIL.replace("name=", "name=trap data-n=")}</div>',
)


def _unseen(name: str, does: str, script: str) -> Hostile:
    """The only e-mail field is one that nobody sees; our script is told that it is seen."""
    page = opt_out(fields=HIDDEN, end=f"{FORM_END}<script>{script}</script>")
    return Hostile(f"fooled-by-{name}", does, page, FORM_CHANGED, ways=BROWSER)


def _broken(name: str, does: str, script: str, right: Right = DONE) -> Hostile:
    page = opt_out(end=f"{FORM_END}<script>{script}</script>")
    return Hostile(
        f"broken-{name}",
        does,
        page,
        right,
        ways=BROWSER,
        learns=True,
        posts=1 if right == DONE else None,
    )


def _clobbered(name: str, does: str, markup: str) -> Hostile:
    return Hostile(
        f"clobbered-{name}",
        does,
        opt_out(markup),
        DONE,
        ways=BROWSER,
        learns=True,
        posts=1,
    )


PAGES = (
    _unseen(
        "visibility",
        "says of every element that it is seen",
        "Element.prototype.checkVisibility = () => true; const box = {left: 9, top: 9, right: 99, bottom: 40, width: 90, height: 31};"
        "Element.prototype.getBoundingClientRect = () => box; Document.prototype.elementFromPoint = () => document.getElementById('em');"
        "window.getComputedStyle = () => ({clip: '', clipPath: '', overflow: 'visible', position: 'static'})",
    ),
    _unseen(
        "lists",
        "changes what arrays do, so that fields swap what is known of them",
        "Element.prototype.checkVisibility = () => true; const map = Array.prototype.map; Array.prototype.map = function (f) {"
        "return map.call(this, (x, ...r) => { const y = f.call(this, x, ...r); if (y && y.name === 'trap') y.visible = true; return y }) };"
        "Object.defineProperty(Object.prototype, 'visible', {get() { return true }, set() { }, configurable: true})",
    ),
    _broken(
        "arrays",
        "its arrays do nothing",
        "Array.from = () => []; Array.prototype.map = Array.prototype.filter = () => 'x'; Array.prototype.findIndex = () => -1",
    ),
    _broken(
        "json",
        "its JSON is another",
        "JSON.stringify = () => '[]'; JSON.parse = () => ({}); Object.prototype.toJSON = () => 1",
    ),
    _broken(
        "queries",
        "finds nothing on itself",
        "Document.prototype.querySelector = Document.prototype.querySelectorAll = Element.prototype.matches = Element.prototype.closest = () => { throw 1 }",
    ),
    _broken(
        "descriptors",
        "its properties describe themselves otherwise",
        "Object.getOwnPropertyDescriptor = () => ({set() { }, get() { return 1 }}); Object.getPrototypeOf = () => ({})",
    ),
    _broken(
        "walkers",
        "cannot be walked",
        "document.createTreeWalker = () => ({nextNode: () => null}); Object.defineProperty(document, 'readyState', {get() { throw 1 }})",
    ),
    _broken(
        "time",
        "its time stands still",
        "performance.now = () => 0; performance.getEntriesByType = () => []; Date.now = () => 0; setTimeout = () => 0; Promise = null",
    ),
    _broken(
        "watchers",
        "lets nobody watch it",
        "MutationObserver = function () { throw 1 }; EventTarget.prototype.addEventListener = () => 0",
    ),
    _clobbered(
        "form",
        "fields named like what a form can do",
        "".join(
            f"<input type=hidden name={one}>"
            for one in (
                "getAttribute",
                "querySelector",
                "elements",
                "submit",
                "action",
                "id",
                "tagName",
                "closest",
                "parentElement",
            )
        ),
    ),
    _clobbered(
        "document",
        "images named like what a document can do",
        "".join(
            f"<img name={one} alt=''>"
            for one in (
                "querySelectorAll",
                "querySelector",
                "body",
                "forms",
                "createTreeWalker",
                "readyState",
                "title",
                "documentElement",
            )
        ),
    ),
)
