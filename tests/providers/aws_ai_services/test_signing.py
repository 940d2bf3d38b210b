"""Signature Version 4, held against the worked example that AWS publishes."""

from datetime import UTC, datetime

from optout.providers.ai_training.aws_ai_services.signing import Keys, Scope, signed

AT = datetime(2015, 8, 30, 12, 36, tzinfo=UTC)
KEYS = Keys("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY")
URL = "https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"
PLAIN = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
IAM = Scope("us-east-1", "iam")


def test_the_published_example_is_signed_as_published() -> None:
    sent = signed("GET", URL, PLAIN, b"", KEYS, IAM, AT)
    assert sent["X-Amz-Date"] == "20150830T123600Z"
    assert sent["Authorization"] == (
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
        "SignedHeaders=content-type;host;x-amz-date, "
        "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7"
    )


def test_a_token_for_a_while_is_sent_and_signed() -> None:
    keys = Keys(KEYS.key_id, KEYS.secret, "token")
    sent = signed("GET", URL, PLAIN, b"", keys, IAM, AT)
    assert sent["X-Amz-Security-Token"] == "token"
    assert "SignedHeaders=content-type;host;x-amz-date;x-amz-security-token," in sent["Authorization"]


def test_body_host_and_time_change_the_signature() -> None:
    signatures = {
        signed("POST", url, PLAIN, body, KEYS, IAM, at)["Authorization"].rpartition("=")[2]
        for url in (URL, URL.replace("iam.", "sts."))
        for body in (b"", b"{}")
        for at in (AT, AT.replace(minute=37))
    }
    assert len(signatures) == 8


def test_the_secret_shows_nowhere() -> None:
    sent = signed("GET", URL, PLAIN, b"", KEYS, IAM, AT)
    assert KEYS.secret not in repr(KEYS) + repr(sent)
