"""The pages of the twin of Meta's objection form."""


def _page(heading: str, content: str) -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{heading}</title>"
        "<style>.extra{position:absolute;left:-9999px}</style></head>"
        f"<body><main><h1>{heading}</h1>{content}</main></body></html>"
    )


def _alert(words: str) -> str:
    return f'<p role="alert">{words}</p>' if words else ""


def form_page(action: str, token: str, problem: str = "") -> str:
    """The form: two required fields, one optional, a hidden token and a trap for robots."""
    return _page(
        "Object to your information being used for AI at Meta",
        f"""{_alert(problem)}
<form method="post" action="{action}">
<input type="hidden" name="token" value="{token}">
<p><label for="country">Country where you live</label>
<input id="country" name="country" autocomplete="country-name" required></p>
<p><label for="email">Email address</label>
<input id="email" name="email" type="email" autocomplete="email" required></p>
<p><label for="reason">How does this processing affect you? (optional)</label>
<textarea id="reason" name="reason"></textarea></p>
<div class="extra" aria-hidden="true"><label for="website">Leave this field empty</label>
<input id="website" name="website" tabindex="-1" autocomplete="off"></div>
<button type="submit">Submit</button>
</form>""",
    )


def code_page(action: str, token: str, problem: str = "") -> str:
    """The page that takes the e-mail address and the mailed code."""
    return _page(
        "Confirm your e-mail address",
        f"""{_alert(problem)}
<form method="post" action="{action}">
<input type="hidden" name="token" value="{token}">
<p><label for="email">Email address</label>
<input id="email" name="email" type="email" autocomplete="email" required></p>
<p><label for="code">Confirmation code</label>
<input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required></p>
<button type="submit">Confirm</button>
</form>""",
    )


CHECK_MAIL = _page("Check your e-mail", "<p>We sent you a code. Enter it to confirm your objection.</p>")
RECEIVED = _page(
    "We have received your objection", "<p>We will write to you when we have reviewed it.</p>"
)
ERROR = _page("Sorry, something went wrong", "<p>Please open the form again.</p>")
