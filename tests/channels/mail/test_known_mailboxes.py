import pytest

from optout.channels.mail.known_mailboxes import KNOWN, KnownMailbox, advice_for, known_mailbox


def test_a_mailbox_is_known_by_the_domain_of_its_address() -> None:
    found = known_mailbox("Ada@GoogleMail.com")

    assert found is not None
    assert found.name == "Gmail"
    assert known_mailbox("ada@gmail.com.example") is None


def test_no_domain_is_two_providers() -> None:
    domains = [domain for one in KNOWN for domain in one.domains]
    assert sorted(set(domains)) == sorted(domains)


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_every_entry_can_be_a_mailbox(known: KnownMailbox) -> None:
    for host, port, security in (known.smtp, known.imap):
        assert (host == "127.0.0.1") == ("Bridge" in known.name)
        assert security in ("tls", "starttls")
        assert (security == "tls") == (port in (465, 993))


def test_advice_is_in_words_dated_and_without_links() -> None:
    for known in KNOWN:
        advice = advice_for(f"ada@{known.domains[0]}")
        assert "as of 2026-11" in advice
        assert "://" not in advice
    assert advice_for("ada@mail.example").startswith("Many providers want an app password")
