"""The pages that every run of the tests meets: at least one of each kind. The benchmark meets all."""

from collections.abc import Iterator

from tests.hostile.page import Hostile
from tests.hostile.pages import PAGES

_SHORT = """
redirect-loop script-loop meta-refresh-loop redirect-307-elsewhere@answer redirect-302-elsewhere
meta-refresh-elsewhere script-elsewhere@search user-name-trick another-port no-encryption@search
no-encryption-307@answer redirect-to-nonsense redirect-to-script to-a-blob to-data to-a-file
base-elsewhere away-to-elsewhere-while-filling endless-body@answer gigabyte gzip-bomb
gzip-in-gzip-bomb silence@answer dripping-body@answer dripping-after-the-form bad-status-line
no-http cut-off@answer download no-to-everything@answer yes-to-everything@search yes-and-no
no-in-a-hidden-place no-for-a-moment no-while-it-waits no-behind-a-challenge@answer
refused-with-receipt@search back-soon login-wall block-cloudflare captcha-recaptcha-v2
captcha-recaptcha-v3 captcha-hcaptcha captcha-turnstile captcha-image captcha-arithmetic overlay
label-lies label-lies-by-id aria-lies hidden-label placeholder-lies only-a-hidden-field
stealing-unseen-fields trap-nearly-transparent trap-filtered trap-far-right trap-clipped-by-path
trap-off-screen trap-covered moves-away-on-focus relabelled-on-input required-after-input
ten-thousand-fields deep-shadow deep-nesting fooled-by-visibility fooled-by-lists broken-arrays
broken-queries clobbered-form clobbered-document form-elsewhere form-unencrypted
form-to-another-port form-to-nonsense form-in-a-window button-of-another-form fields-of-another-form
turns-at-submit turns-on-mouse replaced-at-click held-back receipt-before-sending
receipt-without-sending challenge-after-typing dialogs print stay popups downloads service-worker
endless-script exploding-page wrong-charset charset-idna utf-16-without-mark xml-declaration
null-bytes white-space lone-surrogates fetch-of-what-is-typed beacon-of-what-is-typed
farewell-of-the-address frame-of-what-is-typed socket-of-what-is-typed worker-of-what-is-typed
silent-popup-of-what-is-typed framed-form-of-what-is-typed unencrypted-image-of-the-address
speculation-of-the-address violation-report form-sent-elsewhere-at-the-first-letter
"""
_BY_NAME = {page.name: page for page in PAGES}


def short_form() -> Iterator[tuple[Hostile, str, str]]:
    """Page, place and way of each run. One name stands in its first place, or in that after the @."""
    for one in _SHORT.split():
        name, _, place = one.partition("@")
        page = _BY_NAME[name]
        yield from ((page, place or page.places[0], way) for way in page.ways)
