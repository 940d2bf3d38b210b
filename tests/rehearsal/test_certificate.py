from datetime import UTC, datetime, timedelta

from cryptography import x509

from optout.rehearsal.certificate import self_signed

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_it_speaks_for_every_domain_and_one_level_below() -> None:
    signed = x509.load_pem_x509_certificate(self_signed(["b.example", "a.example"], NOW).certificate)
    names = signed.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == [
        "a.example",
        "*.a.example",
        "b.example",
        "*.b.example",
    ]


def test_it_is_valid_around_the_given_time_and_not_for_long() -> None:
    signed = x509.load_pem_x509_certificate(self_signed(["a.example"], NOW).certificate)
    assert signed.not_valid_before_utc <= NOW - timedelta(minutes=30)
    assert NOW + timedelta(days=1) <= signed.not_valid_after_utc <= NOW + timedelta(days=30)


def test_every_certificate_has_a_key_of_its_own_that_is_not_shown() -> None:
    one, other = self_signed(["a.example"], NOW), self_signed(["a.example"], NOW)
    assert one.key != other.key
    assert "PRIVATE KEY" not in repr(one)
