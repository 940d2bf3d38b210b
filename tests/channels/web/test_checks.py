"""The closed list of checks that may load where a person is there to solve them."""

import pytest

from optout.channels.web.checks import CHECK_HOSTS, check_host


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://hcaptcha.com/1/api.js", "hcaptcha.com"),
        ("https://newassets.hcaptcha.com/x", "hcaptcha.com"),
        ("https://challenges.cloudflare.com/turnstile/v0/api.js", "challenges.cloudflare.com"),
        ("https://www.google.com/recaptcha/api.js?render=explicit", "www.google.com"),
        ("https://www.gstatic.com/recaptcha/releases/a.js", "www.gstatic.com"),
    ],
)
def test_a_known_check_is_told_by_its_name(url: str, host: str) -> None:
    assert check_host(url) == host
    assert host in CHECK_HOSTS


@pytest.mark.parametrize(
    "url",
    [
        "http://hcaptcha.com/1/api.js",
        "https://hcaptcha.com.elsewhere.example/1/api.js",
        "https://nothcaptcha.com/",
        "https://www.google.com/search?q=/recaptcha/",
        "https://www.google.com/recaptchas",
        "https://mail.google.com/recaptcha/api.js",
        "https://elsewhere.example/https://hcaptcha.com/",
        "data:text/html,hcaptcha.com",
    ],
)
def test_nothing_else_is_one(url: str) -> None:
    assert check_host(url) is None
