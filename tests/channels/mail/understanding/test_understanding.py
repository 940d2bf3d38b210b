"""What mails are understood to be: on the half of the corpus that the rules know, and beyond."""

import time
from email.message import EmailMessage
from pathlib import Path

import pytest
import yaml

from optout.channels.mail.understanding import understand
from optout.channels.mail.understanding.codes import code_in
from optout.channels.mail.understood import SURE, MailClass
from tests.bench.replies import confirmations, figures, phishing
from tests.replies.corpus import replies

DOMAINS = ("acme.example",)
LINK = "https://www.acme.example/confirm/k3y-8812"
SAYINGS = yaml.safe_load((Path(__file__).parent / "sayings.yaml").read_text("utf-8"))
PASSED = "mx.mailbox.example; dmarc=pass header.from=acme.example"
FAILED = "mx.mailbox.example; dmarc=fail header.from=acme.example"


def mail(
    text: str, html: bool = False, sender: str = "Acme <privacy@acme.example>", **heads: str
) -> bytes:
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "ada@mailbox.example"
    message["Subject"] = heads.pop("subject", "Re: Request")
    for name, value in heads.items():
        message[name.replace("_", "-")] = value
    message.set_content(text, subtype="html" if html else "plain")
    return message.as_bytes()


def test_the_development_half_is_understood_as_well_as_it_was() -> None:
    pairs = [(one, understand(one.raw, one.senders)) for one in replies("development")]
    found = figures(pairs)

    assert found["share"] >= 0.92
    assert found["share_wrong_and_sure"] <= 0.05
    assert found["share_below_sure"] <= 0.2
    assert confirmations(pairs)["share_refused"] <= 0.1


def test_nothing_is_taken_from_a_mail_that_imitates_a_provider() -> None:
    found = phishing([(one, understand(one.raw, one.senders)) for one in replies("development")])

    assert (found["confirmations_taken"], found["codes_taken"]) == (0, 0)
    assert found["known_as_such"] == found["mails"] > 30


@pytest.mark.parametrize("language", sorted(SAYINGS))
def test_plain_answers_are_understood_in_each_language(language: str) -> None:
    said = [(name, text) for name, texts in SAYINGS[language].items() for text in texts]
    wrong = [
        text
        for name, text in said
        if understand(mail(text, In_Reply_To="<a@mailbox.example>"), DOMAINS).mail_class != name
    ]

    assert len(said) >= 25
    assert len(wrong) <= 3, wrong


@pytest.mark.parametrize(
    "text",
    [
        "We will confirm as soon as your data has been deleted.",
        "Once your data has been deleted, you will get another mail.",
        "Your data has not been deleted.",
        "Your data will be deleted within 30 days.",
        "Sobald Ihre Daten gelöscht wurden, melden wir uns.",
        "Ihre Daten wurden noch nicht gelöscht.",
        "Dès que vos données auront été supprimées, nous vous écrirons.",
        "Vos données n'ont pas été supprimées.",
        "En cuanto sus datos hayan sido eliminados, le avisaremos.",
        "Sus datos no han sido eliminados.",
        "Has your data been deleted? Find out on our status page.",
        "Your data was removed on 3 May. It reappeared on 5 May and is still published.",
        "We have deleted your marketing data. However, we retained your bills as required by law.",
    ],
)
def test_what_is_not_done_yet_or_only_in_part_is_never_done(text: str) -> None:
    found = understand(mail(text), DOMAINS)

    assert found.mail_class != MailClass.DONE or found.confidence < SURE


@pytest.mark.parametrize(
    "quoted",
    [
        "> Your data has been deleted.",
        "-----Original Message-----\nYour data has been deleted.",
        "On 3 May 2026 Ada <ada@mailbox.example> wrote:\nYour data has been deleted.",
        "Von: Ada\nGesendet: Montag\nAn: Acme\nBetreff: x\n\nYour data has been deleted.",
        "Le 3 mai 2026 à 10:00, Ada a écrit :\n> Your data has been deleted.",
        "El 3 may 2026, Ada escribió:\n> Your data has been deleted.",
    ],
)
def test_a_quoted_letter_says_nothing(quoted: str) -> None:
    found = understand(mail(f"Hello,\n\nsee below.\n\n{quoted}\n"), DOMAINS)

    assert found.mail_class != MailClass.DONE
    assert found.confidence < SURE


def test_a_page_that_quotes_or_hides_says_what_is_left() -> None:
    said = "<p>Your data has been deleted.</p>"

    for wrapped in (
        f"<blockquote>{said}</blockquote>",
        f'<div class="gmail_quote">{said}</div>',
        f'<div style="display:none">{said}</div>',
    ):
        assert understand(mail(f"<p>Hello.</p>{wrapped}", html=True), DOMAINS).confidence < SURE
    assert understand(mail(said, html=True), DOMAINS).mail_class == MailClass.DONE


def test_words_that_nobody_knows_are_never_a_confident_guess() -> None:
    assert understand(mail("The moon is made of green cheese."), DOMAINS).confidence < SURE
    assert understand(b"").confidence < SURE
    assert understand(b"\xff\x00\xfe" * 100).confidence < SURE


@pytest.mark.parametrize(
    ("heads", "senders", "followable"),
    [
        ({}, DOMAINS, True),
        ({"Authentication_Results": PASSED}, DOMAINS, True),
        ({"Authentication_Results": PASSED}, (), True),
        ({}, (), False),
        ({"Authentication_Results": FAILED}, DOMAINS, False),
        ({}, ("other.example",), False),
    ],
)
def test_a_link_is_followed_for_a_sender_that_is_listed_or_vouched_for(
    heads: dict[str, str], senders: tuple[str, ...], followable: bool
) -> None:
    found = understand(mail(f"Please confirm your request: {LINK}", **heads), senders)

    assert any(link.followable for link in found.links) is followable
    assert all(link.why for link in found.links)


@pytest.mark.parametrize(
    "url",
    [
        LINK.replace("https", "http"),
        "https://acme.example.evil.example/confirm/k3y-8812",
        "https://acrne.example/confirm/k3y-8812",
        "https://www.acme.example:8443/confirm/k3y-8812",
        "https://acme.example@evil.example/confirm/k3y-8812",
        "https://203.0.113.5/confirm/k3y-8812",
        "https://xn--acm-dma.example/confirm/k3y-8812",
        "https://www.acme.example/confirm/../away",
        "https://www.acme.example/confirm/k3y-8812?to=https://evil.example",
        "https://www.acme.example/unsubscribe/k3y-8812",
        "https://www.acme.example/confirm/\u202e2188-y3k\u202c",
        "https://www.acme.example/confirm/%E2%80%AE2188-y3k",
        "https://www.acme.example/privacy",
        "https://click.mailer.example/confirm/k3y-8812",
    ],
)
def test_another_link_is_not_followed(url: str) -> None:
    found = understand(mail(f"Please confirm your request: {url}"), DOMAINS)

    assert not any(link.followable for link in found.links)


def test_of_two_links_only_the_one_that_confirms_is_followed() -> None:
    text = (
        f"<p>Please confirm your request.</p><a href='{LINK}'>Confirm</a> <a href='{LINK}-no'>Not me</a>"
    )
    found = understand(mail(text, html=True), DOMAINS)

    assert [link.url for link in found.links if link.followable] == [LINK]


def test_a_code_is_told_from_other_numbers() -> None:
    text = (
        "Your verification code for ticket 77120 is: 482 913\n\n"
        "It is valid until 2026. Call 800-555-0199, ZIP 95814."
    )

    assert understand(mail(text), DOMAINS).code == "482913"
    assert understand(mail(text, Authentication_Results=FAILED), DOMAINS).code is None


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("We refuse your request because the data comes from public records.", "exempt-public-record"),
        ("Your request is denied: we act only as a processor.", "processor-not-controller"),
        ("Ihr Antrag wird abgelehnt, er ist exzessiv.", "excessive"),
        ("Votre demande est rejetée en raison de nos obligations comptables.", "legal-obligation"),
        ("Your request is denied.", "other"),
    ],
)
def test_a_refusal_says_on_what_it_rests(text: str, ground: str) -> None:
    found = understand(mail(text), DOMAINS)

    assert (found.mail_class, found.ground) == (MailClass.REFUSED, ground)


def test_what_is_asked_for_and_until_when_is_read() -> None:
    asked = understand(mail("Please send us a copy of your passport and a selfie."), DOMAINS)
    later = understand(mail("We need more time and extend the deadline until 30 June 2026."), DOMAINS)

    assert asked.asks == ("id-document", "selfie")
    assert str(later.extended_until) == "2026-06-30"


@pytest.mark.parametrize(
    "piece", ["we have ", "please , ", "a: ", ">", "On x wrote:\n", "1 2 3 ", "<p>a"]
)
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    def seconds(size: int) -> float:
        raw = mail(piece * (size // len(piece)), html=piece == "<p>a")
        before = time.process_time()
        understand(raw, DOMAINS)
        return time.process_time() - before

    seconds(1000)
    assert seconds(200_000) < 3 * seconds(100_000) + 0.5


@pytest.mark.parametrize(
    "link", ["<a href=https://acme.example/confirm/>", "<a href=https://x.example/1>x</a> "]
)
def test_thousands_of_links_cost_no_more_than_a_moment(link: str) -> None:
    raw = mail(link * 40_000, html=True)
    before = time.process_time()

    found = understand(raw, DOMAINS)

    assert time.process_time() - before < 2
    assert not any(one.followable for one in found.links)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Your code: A7 K2 9P", "A7K29P"),
        ("Your verification code is 7-4-1-9-2-0.", "7-4-1-9-2-0"),
        ("Use the code h7Kq to go on.", "h7Kq"),
        ("Please reply to this mail with the word MAGNOLIA.", "MAGNOLIA"),
        ("338201 is your code. Do not share it.", "338201"),
        ("Dear customer, 551903 is the OTP for the account of 98XXXXXX10.", "551903"),
        ("Your PIN\n\n**4821**\n\nCase 2026-1182", "4821"),
        ("Your code:\n[ 2 ] [ 0 ] [ 4 ] [ 8 ]", "2048"),
        ("Bitte geben Sie 77 30 12 auf unserer Seite ein.\nDieser Code gilt 10 Minuten.", "773012"),
        ("Recopiez la suite de caractères suivante dans le formulaire : zk4m8", "zk4m8"),
        ("Responda a este correo con el número 7719.", "7719"),
    ],
)
def test_a_code_is_found_however_it_is_written(text: str, code: str) -> None:
    found = code_in("Re: Request", [f"Hello,\n\n{text}\n\nAcme\nTel. 030 1234567"])

    assert found.value == code


def test_a_code_in_the_subject_alone_is_found() -> None:
    assert (
        code_in("718 304 is your code", ["It is valid for 15 minutes. Account 5501299."]).value
        == "718304"
    )


def test_of_two_links_that_say_little_the_one_made_for_the_request_is_followed() -> None:
    text = f"<p>Please confirm your request.</p><a href='{LINK}'>Yes</a> <a href='https://acme.example/confirm'>Yes</a>"

    found = understand(mail(text, html=True), DOMAINS)

    assert [link.url for link in found.links if link.followable] == [LINK]
