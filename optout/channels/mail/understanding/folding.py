"""Bringing words into one form, so that spelling, accents and typography make no difference."""

import re
import unicodedata

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"]{1,3000}", re.IGNORECASE)
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_SHORT = (
    (re.compile(r"\bcan't\b|\bcannot\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"\b([a-z]+)n't\b"), r"\1 not"),
    (re.compile(r"\b(we|you|they|i)'ve\b"), r"\1 have"),
    (re.compile(r"\b(we|you|they)'re\b"), r"\1 are"),
    (re.compile(r"\b([a-z]+)'ll\b"), r"\1 will"),
    (re.compile(r"\b(we|you|they|i)'d\b"), r"\1 would"),
    (re.compile(r"\b(it|that|there|here|what)'s\b"), r"\1 is"),
    (re.compile(r"\bi'm\b"), "i am"),
    (re.compile(r"\be[- ]?mail"), "email"),
)
_DATE = re.compile(r"\b\d{1,4}[./-]\s?\d{1,2}[./-]\s?\d{2,4}\b")
_PART_MARK = re.compile(r":(?=\s|$)|[()]")
_NO_WORD = re.compile(r"[^\w,%€$£/]+|_+")


def visible(text: str) -> str:
    """The text as it is meant to be seen: compatible forms unified, invisible signs dropped."""
    text = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text))
    return text.replace("\u2019", "'").replace("\u2018", "'").replace("\u00b4", "'").replace("`", "'")


def fold_letters(text: str) -> str:
    """Small letters without accents; the German sharp s as two letters."""
    parts = unicodedata.normalize("NFD", text.casefold())
    return "".join(sign for sign in parts if not unicodedata.combining(sign))


def folded(sentence: str) -> str:
    """Words with one blank between them, a blank before and after; commas are words of their own.

    The first word is ``^``, the last ``?`` or ``$``. Addresses of pages become ``xlink``, those of
    mailboxes ``xaddress``, dates in numbers ``xdate``.
    """
    text = _ADDRESS.sub(" xaddress ", _URL.sub(" xlink ", sentence))
    question = sentence.rstrip(" \"')").endswith("?")
    text = fold_letters(_DATE.sub(" xdate ", text))
    for pattern, written_out in _SHORT:
        text = pattern.sub(written_out, text)
    text = _NO_WORD.sub(" ", _PART_MARK.sub(",", text)).replace(",", " , ")
    text = re.sub(r"(?: ,)+(?= ,| *$)|^ *,", "", f" {' '.join(text.split())}").strip()
    return f" ^ {text} {'?' if question else '$'} "
