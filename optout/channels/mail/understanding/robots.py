"""Whether a machine wrote a mail. Source: RFC 3834 and what common servers add."""

from email.message import Message

from optout.channels.mail.headers import header


def is_automatic(message: Message) -> bool:
    """Whether its headers say that nobody wrote it. A robot may still acknowledge a request."""
    submitted = header(message, "Auto-Submitted").lower()
    if submitted.startswith(("auto-replied", "auto-notified")):
        return True
    named = ("X-Autoreply", "X-Autorespond", "X-Autoresponder", "X-Auto-Reply")
    if any(header(message, name).lower() not in ("", "no", "false") for name in named):
        return True
    return header(message, "Precedence").lower() == "auto_reply"
