"""Controls that pages draw themselves, and forms whose fields come, go and fight back; in a browser."""

import pytest

from optout.requests.actions import Action
from optout.requests.failures import Failure
from optout.requests.outcome import Answer
from tests.channels.web.acme import FORM_END, FORM_START, HOME, SUBMIT_NEEDS, Runs, Site

NAMES = (
    "<p><label>First name <input name=gn></label></p><p><label>Last name <input name=fn></label></p>"
    "<p><label>E-mail <input name=em></label></p>"
)
LIST = """<script>
const box = document.getElementById("box"), kept = document.getElementById("kept");
const open = () => {
  if (document.getElementById("choices")) return;
  const list = document.createElement("ul");
  list.id = "choices"; list.setAttribute("role", "listbox");
  for (const name of OFFERED) {
    const one = document.createElement("li");
    one.setAttribute("role", "option"); one.textContent = name;
    one.addEventListener("PRESS", () => { kept.value = name; SHOW; list.remove(); });
    list.append(one);
  }
  document.body.append(list);
};
box.addEventListener("OPEN", () => setTimeout(open, 120));
</script>"""


def drawn_list(opened: str, pressed: str, show: str, offered: str = '["Alabama", "California"]') -> str:
    script = LIST.replace("OPEN", opened).replace("PRESS", pressed).replace("SHOW", show)
    return "<input type=hidden id=kept name=st>" + script.replace("OFFERED", offered)


WIDGETS = {
    "a box that is clicked": (
        "<p><b id=l>State</b><i id=box role=combobox tabindex=0 aria-labelledby=l>Choose</i></p>"
        + drawn_list("click", "click", "box.textContent = name")
    ),
    "a box that acts on mousedown": (
        "<p><span id=l>State</span><div id=box role=combobox aria-labelledby=l>Choose</div></p>"
        + drawn_list("mousedown", "mousedown", "box.textContent = name")
    ),
    "a button": (
        "<p><span id=l>State</span>"
        "<button type=button id=box aria-haspopup=listbox aria-labelledby=l>Choose</button></p>"
        + drawn_list("pointerdown", "pointerup", "box.textContent = name")
    ),
}


def page(body: str, end: str = FORM_END) -> str:
    return f"<!doctype html><title>Opt out</title>{FORM_START}{body}{end}"


def sent(site: Site) -> dict[str, str]:
    (hit,) = site.to("POST", "/send")
    return dict(hit.fields)


@pytest.mark.parametrize("kind", WIDGETS)
def test_it_chooses_from_a_list_that_the_page_draws(site: Site, browse: Runs, kind: str) -> None:
    site.page("/optout", page(NAMES + WIDGETS[kind]))
    assert browse(Action.SUBMIT).outcome.answer == Answer.DONE
    assert sent(site)["st"] == "California"


def test_a_drawn_list_without_the_fitting_choice_stops_before_sending(site: Site, browse: Runs) -> None:
    offered = drawn_list("click", "click", "", offered='["Alaska", "North California"]')
    box = "<span id=l>State</span><span id=box role=combobox aria-labelledby=l>Choose</span>"
    site.page("/optout", page(NAMES + box + offered))
    outcome = browse(Action.SUBMIT).outcome
    assert (outcome.answer, outcome.failure) == (Answer.UNRECOGNISED, Failure.FORM_CHANGED)
    assert site.to("POST", "/send") == []


def test_a_suggestion_is_taken_where_it_is_what_was_typed(site: Site, browse: Runs) -> None:
    box = "<p><label>State <input id=box role=combobox></label></p>"
    site.page("/optout", page(NAMES + box + drawn_list("input", "mousedown", "box.value = name")))
    assert browse(Action.SUBMIT).outcome.answer == Answer.DONE
    assert sent(site)["st"] == "California"


CONTROLLED = """<script>
const state = { gn: "", fn: "", em: "" };
for (const name of Object.keys(state)) {
  const box = document.getElementsByName(name)[0];
  const native = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
  let tracked = "";
  Object.defineProperty(box, "value", {
    get() { return native.get.call(this); },
    set(text) { tracked = String(text); native.set.call(this, text); },
  });
  box.addEventListener("input", () => {
    const now = native.get.call(box);
    if (now !== tracked) { tracked = now; state[name] = now; }
  });
  setInterval(() => { if (box.value !== state[name]) box.value = state[name]; }, 10);
}
</script>"""


def test_a_form_that_redraws_itself_from_its_state_keeps_what_is_filled(
    site: Site, browse: Runs
) -> None:
    site.page("/optout", page(NAMES + CONTROLLED))
    assert browse(Action.SUBMIT).outcome.answer == Answer.DONE
    assert {name: sent(site)[name] for name in ("gn", "fn", "em")} == {
        "gn": "Ada",
        "fn": "Quill",
        "em": "ada.quill@mail.example",
    }


def test_steps_of_a_form_are_filled_as_they_appear(site: Site, browse: Runs) -> None:
    steps = (
        "<div id=one><label>First name <input name=gn></label><label>Last name <input name=fn></label>"
        "<button type=button id=next>Next</button></div>"
        "<div id=two hidden><label>E-mail <input name=em></label><button>Send request</button></div>"
        "<script>next.onclick = () => { one.hidden = true; two.hidden = false; }</script></form>"
    )
    site.page("/optout", page("", end=steps))
    flow = [
        {"id": "open-form", "open": "form"},
        {"id": "fill-name", "fill": ["given-name", "family-name"]},
        {"id": "go-on", "click": "Next"},
        {"id": "fill-mail", "fill": ["email"]},
        {"id": "send", "click": "Send request"},
        {"id": "read-receipt", "expect": {"submitted": "receipt"}},
    ]
    assert browse(Action.SUBMIT, submit_flow=flow).outcome.answer == Answer.DONE
    assert (sent(site)["gn"], sent(site)["em"]) == ("Ada", "ada.quill@mail.example")


def test_it_fills_a_form_in_a_shadow_tree(site: Site, browse: Runs) -> None:
    shadow = f"<div><template shadowrootmode=open>{FORM_START}{NAMES}{FORM_END}</template></div>"
    site.page("/optout", f"<!doctype html><h1>Opt out</h1>{shadow}")
    assert browse(Action.SUBMIT).outcome.answer == Answer.DONE
    assert sent(site)["fn"] == "Quill"


def test_it_fills_a_form_in_a_frame_of_the_same_site(site: Site, browse: Runs) -> None:
    start = FORM_START.replace('action="/send"', f'action="{HOME}/send" target=_top')
    site.page("/inner", f"{start}{NAMES}{FORM_END}")
    site.page(
        "/optout", "<!doctype html><h1>Opt out</h1><iframe src=/inner width=600 height=400></iframe>"
    )
    assert browse(Action.SUBMIT).outcome.answer == Answer.DONE
    assert sent(site)["fn"] == "Quill"


def test_what_is_covered_below_the_fold_is_left_empty(site: Site, browse: Runs) -> None:
    trap = (
        "<div style='height:3000px'></div><div style='position:relative;height:40px'>"
        "<label>Email <input name=trap></label>"
        "<div style='position:absolute;inset:0;background:white'>Notice</div></div>"
    )
    site.page("/optout", page(NAMES + trap))
    assert browse(Action.SUBMIT).outcome.answer == Answer.DONE
    assert (sent(site)["em"], sent(site)["trap"]) == ("ada.quill@mail.example", "")


@pytest.mark.parametrize("name", ["gn", "fn", "em"])
def test_what_hides_when_it_is_touched_stops_before_sending(site: Site, browse: Runs, name: str) -> None:
    move = f"<script>document.getElementsByName('{name}')[0].onfocus = (e) => {{ e.target.style = "
    site.page("/optout", page(NAMES + move + "'position:absolute;left:-999px' }</script>"))
    outcome = browse(Action.SUBMIT).outcome
    assert (outcome.answer, outcome.failure) == (Answer.UNRECOGNISED, Failure.FORM_CHANGED)
    assert site.to("POST", "/send") == []


NEVER = {
    "password": "<label>E-mail <input type=password name=never></label>",
    "payment": "<label>Name <input name=never autocomplete=cc-name></label>",
    "card": "<label>Name on card <input name=never></label>",
    "social security": "<label>Social Security Number <input name=never></label>",
    "identity card": "<label>National ID number <input name=never></label>",
    "a lying label": "<label>E-mail <input name=ssn id=never></label>",
    "read only": "<label>E-mail <input name=never readonly></label>",
    "disabled": "<label>E-mail <input name=never disabled></label>",
}


@pytest.mark.parametrize("kind", NEVER)
def test_it_never_fills(site: Site, browse: Runs, kind: str) -> None:
    site.page("/optout", page(NAMES + NEVER[kind]))
    needs = {**SUBMIT_NEEDS, "name": "optional"}
    flow = [
        {"id": "open-form", "open": "form"},
        {"id": "fill-form", "fill": list(needs)},
        {"id": "send", "click": "Send request"},
        {"id": "read-receipt", "expect": {"submitted": "receipt"}},
    ]
    assert browse(Action.SUBMIT, submit_flow=flow, submit_needs=needs).outcome.answer == Answer.DONE
    assert (sent(site).get("never", ""), sent(site).get("ssn", "")) == ("", "")
