"""Changes after which nothing may be typed or sent."""

from tests.drift.kinds import meaningful
from tests.drift.page import Field, Page, before, call, element, is_tied, replace_with, say

ELSEWHERE = "https://collector.example/take"


def _add(page: Page, source: str) -> bool:
    before(page.button, source)
    return True


@meaningful()
def new_required_text(page: Page) -> bool:
    words = page.rng.choice(("Mother's maiden name", "Employer", "Previous address", "Daytime phone"))
    return _add(page, f"<p><label>{words} <input type='text' name='new_1' required></label></p>")


@meaningful()
def new_required_by_star(page: Page) -> bool:
    return _add(page, "<p><label for='n2'>Date of birth *</label> <input id='n2' name='new_2'></p>")


@meaningful()
def new_required_select(page: Page) -> bool:
    return _add(
        page,
        "<p><label>Gender <select name='new_3' required><option value=''>Choose</option>"
        "<option>Female</option><option>Male</option></select></label></p>",
    )


@meaningful()
def required_ssn(page: Page) -> bool:
    return _add(page, "<p><label>Social Security Number <input name='ssn_4' required></label></p>")


@meaningful()
def optional_ssn(page: Page) -> bool:
    return _add(page, "<p><label>Last four digits of your SSN <input name='ssn_5'></label></p>")


@meaningful()
def password_field(page: Page) -> bool:
    return _add(page, "<p><label>Choose a password <input type='password' name='pw_6'></label></p>")


@meaningful()
def document_upload(page: Page) -> bool:
    return _add(page, "<p><label>Copy of your ID <input type='file' name='id_7'></label></p>")


@meaningful()
def payment_field(page: Page) -> bool:
    return _add(page, "<p><label>Card number <input name='cc_8' autocomplete='cc-number'></label></p>")


@meaningful()
def new_consent_box(page: Page) -> bool:
    words = page.rng.choice(
        (
            "I agree to the terms of service",
            "I authorise you to act on my behalf",
            "Ich stimme der Verarbeitung meiner Daten zu",
        )
    )
    return _add(
        page,
        f"<p><label><input type='checkbox' name='ok_9' value='1' required> {words}</label></p>",
    )


@meaningful()
def ticked_marketing_box(page: Page) -> bool:
    return _add(
        page,
        "<p><label><input type='checkbox' name='ok_10' value='1' checked> Send me offers</label></p>",
    )


@meaningful()
def new_consent_sentence(page: Page) -> bool:
    words = page.rng.choice(
        (
            "By sending this form you agree to our terms of use.",
            "I certify under penalty of perjury that the above is true.",
            "We may share your details with our marketing partners.",
            "You authorize us to sell this information to third parties.",
        )
    )
    return _add(page, f"<p>{words}</p>")


@meaningful()
def foreign_consent_sentence(page: Page) -> bool:
    words = page.rng.choice(
        (
            "Mit dem Absenden stimmen Sie der Weitergabe Ihrer Daten an Dritte zu.",
            "En envoyant ce formulaire, vous acceptez nos conditions.",
            "Al enviar, usted acepta los términos y condiciones.",
            "Inviando il modulo accetti le nostre condizioni.",
            "Ao enviar, você concorda com os nossos termos.",
            "Door te verzenden gaat u akkoord met onze voorwaarden.",
        )
    )
    return _add(page, f"<p>{words}</p>")


@meaningful()
def fee_text(page: Page) -> bool:
    before(page.form, "<p>A processing fee of $9.95 applies to every request.</p>")
    return True


@meaningful()
def target_elsewhere(page: Page) -> bool:
    page.form.set("action", ELSEWHERE)
    return True


@meaningful()
def target_unencrypted(page: Page) -> bool:
    page.form.set("action", f"http://{page.host}{page.form.get('action', '/')}")
    return True


@meaningful()
def button_leads_elsewhere(page: Page) -> bool:
    page.button.set("formaction", ELSEWHERE)
    return True


@meaningful()
def other_method(page: Page) -> bool:
    other = "post" if page.form.get("method", "get").lower() == "get" else "get"
    page.form.set("method", other)
    return True


@meaningful()
def recaptcha(page: Page) -> bool:
    return _add(
        page,
        "<div class='g-recaptcha' data-sitekey='k'><iframe width='300' height='78' title='reCAPTCHA' "
        "src='https://www.google.com/recaptcha/api2/anchor?k=k'></iframe></div>",
    )


@meaningful()
def hcaptcha(page: Page) -> bool:
    return _add(page, "<div class='h-captcha' data-sitekey='k'></div>")


@meaningful()
def turnstile(page: Page) -> bool:
    return _add(page, "<div class='cf-turnstile' data-sitekey='k'></div>")


@meaningful()
def arithmetic_puzzle(page: Page) -> bool:
    one, other = page.rng.randint(1, 9), page.rng.randint(1, 9)
    words = page.rng.choice(
        (f"What is {one} + {other}?", f"{one} + {other} =", f"Solve {one} x {other}")
    )
    return _add(page, f"<p><label>{words} <input name='answer_11'></label></p>")


@meaningful()
def image_puzzle(page: Page) -> bool:
    return _add(
        page,
        "<p><img src='/captcha.png' alt='' width='90' height='30'><label>Enter the characters you see "
        "in the image <input name='letters_12'></label></p>",
    )


@meaningful()
def login_wall(page: Page) -> bool:
    wall = (
        "<form action='/login' method='post'><h2>Sign in to continue</h2><p><label>User name "
        "<input name='user' autocomplete='username'></label></p><p><label>Password "
        "<input type='password' name='pass'></label></p><button>Sign in</button></form>"
    )
    replace_with(page.form, element(wall))
    return True


@meaningful()
def login_beside(page: Page) -> bool:
    wall = (
        "<div><p>Please sign in first.</p><label>Password <input type='password' name='pass'></label>"
        "<button type='button'>Sign in</button></div>"
    )
    before(page.form, wall)
    return True


@meaningful()
def back_soon(page: Page) -> bool:
    replace_with(page.form, element("<p>We will be back soon. Thank you for your patience.</p>"))
    return True


@meaningful()
def closed_notice(page: Page) -> bool:
    before(page.form, "<p role='alert'>Requests are temporarily suspended during maintenance.</p>")
    return True


@meaningful()
def email_removed(page: Page) -> bool:
    found = _email(page)
    if found is None:
        return False
    found.box.drop_tree()
    return True


@meaningful()
def email_becomes_phone(page: Page) -> bool:
    found = _email(page)
    if found is None or found.label is None:
        return False
    found.label.text = "Telephone number "
    found.control.set("type", "tel")
    for name in ("autocomplete", "placeholder", "id", "name"):
        found.control.attrib.pop(name, None)
    found.control.set("name", "phone")
    found.label.append(found.control)
    return True


@meaningful(not_with=("rename-names", "placeholder-instead-of-label"))
def swap_labels(page: Page) -> bool:
    typed = [one for one in page.fields if one.control.tag == "input" and one.is_asked]
    if len(typed) < 2 or not all(is_tied(one) for one in typed[:2]):
        return False
    first, second = typed[0].words, typed[1].words
    say(typed[0], second)
    say(typed[1], first)
    return True


@meaningful()
def page_between(page: Page) -> bool:
    replace_with(
        page.form,
        element(
            "<form action='/step-1' method='post'><p>Step 1 of 2</p><button>Continue</button></form>"
        ),
    )
    return True


@meaningful(not_with=("reword-button", "translate-button"))
def button_says_continue(page: Page) -> bool:
    if page.button.text_content().strip() == "Continue":
        return False
    call(page, "Continue")
    return True


@meaningful()
def choice_already_made(page: Page) -> bool:
    words = "Everybody whom we know may hear of my request"
    made = page.rng.choice(
        (
            f"<p><label><input type='radio' name='new_r' value='y' checked> {words}</label></p>",
            f"<label>So <select name='new_s'><option value='y'>{words}</option></select></label>",
        )
    )
    return _add(page, made)


@meaningful()
def box_already_filled(page: Page) -> bool:
    return _add(page, "<p><label>Your membership <input name='new_m' value='Premium'></label></p>")


@meaningful(not_with=("reword-button", "translate-button"))
def button_says_pay(page: Page) -> bool:
    call(page, page.rng.choice(("Pay and send", "Subscribe", "Accept and submit", "Sign up")))
    return True


@meaningful()
def button_vanished(page: Page) -> bool:
    page.button.drop_tree()
    return True


@meaningful(not_with=("shadow-dom",))
def form_in_foreign_frame(page: Page) -> bool:
    replace_with(
        page.form, element("<iframe src='https://forms.example/x' width='600' height='400'></iframe>")
    )
    return True


@meaningful()
def new_foreign_frame(page: Page) -> bool:
    return _add(page, "<iframe src='https://widget.example/w' width='300' height='90'></iframe>")


def _email(page: Page) -> Field | None:
    return next((one for one in page.fields if "mail" in one.words.casefold()), None)
