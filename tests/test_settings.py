from pathlib import Path

import pytest

from optout.errors import WrongInput
from optout.settings import Settings, home_folder, load_settings

MAILBOX = """
[mailbox]
address = "ada@mail.example"
smtp_host = "smtp.mail.example"
imap_host = "imap.mail.example"
"""


def settings(home: Path, text: str = "", **environ: str) -> Settings:
    (home / "settings.toml").write_text(text, encoding="utf-8")
    return load_settings({"OPTOUT_HOME": str(home), **environ})


def test_without_a_file_everything_has_a_default(tmp_path: Path) -> None:
    found = load_settings({"OPTOUT_HOME": str(tmp_path / "none")})
    assert found == Settings(
        home=tmp_path / "none",
        database=f"sqlite:///{tmp_path / 'none' / 'optout.sqlite3'}",
        schedule="everyday",
        browser=None,
        providers=None,
        executor="local",
        at_once=None,
        contact=None,
        mailbox=None,
        secrets={},
        sites={},
    )


def test_home_is_the_platform_s_data_folder_unless_it_is_named(tmp_path: Path) -> None:
    assert home_folder({}).name == "optout"
    assert home_folder({"OPTOUT_HOME": str(tmp_path)}) == tmp_path
    assert home_folder({"OPTOUT_HOME": "here"}) == Path.cwd() / "here"
    assert load_settings({"OPTOUT_HOME": "/elsewhere"}, tmp_path).home == tmp_path


def test_the_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    text = (
        'schedule = "careful"\nbrowser = "/usr/bin/x"\nproviders = "mine"\n'
        '[secrets]\na_key = "1"\nc_key = "3"\n'
    )
    found = settings(
        tmp_path, text, OPTOUT_SCHEDULE="fleet", OPTOUT_SECRET_B_KEY="2", OPTOUT_SECRET_C_KEY="4"
    )
    assert (found.schedule, found.browser, found.providers) == ("fleet", "/usr/bin/x", tmp_path / "mine")
    assert found.secrets == {"a_key": "1", "b_key": "2", "c_key": "4"}


def test_how_much_is_done_at_once_is_a_number_within_reason(tmp_path: Path) -> None:
    assert settings(tmp_path, "at_once = 6\n").at_once == 6
    assert settings(tmp_path, "at_once = 6\n", OPTOUT_AT_ONCE="2").at_once == 2
    for wrong in ("0", "65", '"many"', "true", "2.5"):
        with pytest.raises(WrongInput, match="at_once"):
            settings(tmp_path, f"at_once = {wrong}\n")


def test_a_mailbox_has_usual_ports_and_a_password_from_outside_the_file(tmp_path: Path) -> None:
    found = settings(
        tmp_path, MAILBOX, OPTOUT_MAIL_PASSWORD="s3cret", OPTOUT_MAIL_SMTP_PORT="587"
    ).mailbox
    assert found is not None
    box = found.open()
    assert (box.smtp_port, box.imap_port, box.security) == (587, 993, "tls")
    assert (box.username, box.password) == ("ada@mail.example", "s3cret")


@pytest.mark.parametrize(
    ("text", "environ", "expected"),
    [
        ("", {}, False),
        ("for_everybody = true", {}, True),
        ("for_everybody = false", {}, False),
        ("for_everybody = true", {"OPTOUT_MAIL_FOR_EVERYBODY": "false"}, False),
        ("", {"OPTOUT_MAIL_FOR_EVERYBODY": "True"}, True),
    ],
)
def test_a_mailbox_writes_for_everybody_only_where_that_is_said(
    tmp_path: Path, text: str, environ: dict[str, str], expected: bool
) -> None:
    found = settings(tmp_path, MAILBOX + text, OPTOUT_MAIL_PASSWORD="x", **environ).mailbox
    assert found is not None
    assert found.open().for_everybody is expected


def test_a_mailbox_can_come_from_the_environment_alone(tmp_path: Path) -> None:
    names = {
        "ADDRESS": "a@b.example",
        "SMTP_HOST": "127.0.0.1",
        "IMAP_HOST": "localhost",
        "SECURITY": "none",
    }
    found = settings(tmp_path, "", **{f"OPTOUT_MAIL_{name}": value for name, value in names.items()})
    assert found.mailbox is not None
    assert found.mailbox.address == "a@b.example"


def test_no_secret_is_in_any_repr(tmp_path: Path) -> None:
    text = 'database = "postgresql://u:dbpass@h/d"\n[secrets]\nk = "apikey"\n' + MAILBOX
    found = settings(tmp_path, text, OPTOUT_MAIL_PASSWORD="s3cret")
    assert found.mailbox is not None
    shown = repr(found) + repr(found.mailbox.open()).replace("address='ada@mail.example'", "")
    assert [word for word in ("dbpass", "apikey", "s3cret", "ada@mail.example") if word in shown] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('shedule = "x"', "{file}: 'shedule' is not a known key. Did you mean 'schedule'?"),
        ('zzz = "x"', "{file}: 'zzz' is not a known key. Known keys: database, schedule, browser, "),
        (
            MAILBOX + "smpt_port = 1",
            "{file}: mailbox.'smpt_port' is not a known key. Did you mean 'smtp_port'?",
        ),
        ("schedule = 3", "{file}: 'schedule' must be text. Put it in quotes."),
        ("a = 1\nb = @\n", "{file}:2: this is not TOML."),
        ('mailbox = "x"', "{file}: 'mailbox' is a section. Write it as [mailbox]."),
        (MAILBOX + 'password = "x"', "{file}: a password does not belong in this file."),
        ('[mailbox]\naddress = "a@b.example"', "{file}: the mailbox has no 'smtp_host'. Add it."),
        (MAILBOX + "for_everybody = 1", "{file}: mailbox.'for_everybody' must be true or false."),
        (MAILBOX + "smtp_port = 70000", "{file}: mailbox.'smtp_port' must be a port, 1 to 65535."),
        (
            MAILBOX + 'security = "ssl"',
            "{file}: mailbox.'security' must be one of: tls, starttls, none.",
        ),
        (
            MAILBOX + 'security = "none"',
            "{file}: a mailbox without encryption is accepted on this machine only.",
        ),
    ],
)
def test_a_wrong_setting_is_named_with_its_file(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(WrongInput) as caught:
        settings(tmp_path, text)
    assert str(caught.value).startswith(said.format(file=tmp_path / "settings.toml"))


@pytest.mark.parametrize("far", ["smtp_host", "imap_host"])
def test_one_host_elsewhere_is_enough_to_ask_for_encryption(tmp_path: Path, far: str) -> None:
    near = MAILBOX.replace("smtp.mail.example", "127.0.0.1").replace("imap.mail.example", "localhost")
    lines = [f'{far} = "mail.example"' if line.startswith(far) else line for line in near.splitlines()]
    with pytest.raises(WrongInput, match="without encryption"):
        settings(tmp_path, "\n".join([*lines, 'security = "none"']))


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").mkdir()
    with pytest.raises(WrongInput, match="cannot be read"):
        load_settings({"OPTOUT_HOME": str(tmp_path)})


def test_where_there_is_no_password_the_sentence_says_how_to_give_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    found = settings(tmp_path, MAILBOX).mailbox
    assert found is not None
    with pytest.raises(WrongInput, match="Set OPTOUT_MAIL_PASSWORD") as caught:
        found.open()
    assert "ada@" not in str(caught.value)


def test_letters_may_have_a_security_of_their_own(tmp_path: Path) -> None:
    found = settings(tmp_path, MAILBOX + 'smtp_security = "starttls"', OPTOUT_MAIL_PASSWORD="x").mailbox
    assert found is not None
    assert (found.open().security, found.open().security_of_letters) == ("tls", "starttls")
    with pytest.raises(WrongInput, match="without encryption"):
        settings(tmp_path, MAILBOX + 'smtp_security = "none"')
    with pytest.raises(WrongInput, match="must be one of: tls, starttls, none"):
        settings(tmp_path, MAILBOX + 'smtp_security = "ssl"')


def test_drafts_need_an_address_and_nothing_else(tmp_path: Path) -> None:
    found = settings(tmp_path, '[mailbox]\naddress = "a@b.example"\nsend = "drafts"').mailbox
    assert found is not None
    box = found.open()
    assert (box.send, box.drafts, box.is_read) == ("drafts", tmp_path / "drafts", False)
    assert (box.letters_per_day, box.letters_per_minute) == (100, 4)


def test_drafts_beside_a_mailbox_that_is_read_need_its_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("keyring.get_password", lambda _service, _name: None)
    text = '[mailbox]\naddress = "a@b.example"\nsend = "drafts"\nimap_host = "imap.b.example"\n'
    found = settings(tmp_path, text).mailbox
    assert found is not None
    with pytest.raises(WrongInput, match="The mailbox has no password"):
        found.open()
    known = settings(tmp_path, text, OPTOUT_MAIL_PASSWORD="x").mailbox
    assert known is not None
    assert known.open().is_read


def test_the_choices_about_letters_reach_the_mailbox(tmp_path: Path) -> None:
    text = (
        "plus_addresses = true\nletters_per_day = 7\nletters_per_minute = 2\n"
        "keep_sent = true\nread_spam = true\n"
    )
    found = settings(tmp_path, MAILBOX + text, OPTOUT_MAIL_PASSWORD="x").mailbox
    assert found is not None
    box = found.open()
    assert (box.plus_addresses, box.keep_sent, box.read_spam) == (True, True, True)
    assert (box.letters_per_day, box.letters_per_minute) == (7, 2)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (MAILBOX + 'send = "post"', "mailbox.'send' must be one of: smtp, drafts."),
        (MAILBOX + "letters_per_day = 0", "mailbox.'letters_per_day' must be a number, 1 to 1000000."),
        (MAILBOX + "letters_per_minute = 6001", "'letters_per_minute' must be a number, 1 to 6000."),
        (MAILBOX + 'keep_sent = "yes"', "mailbox.'keep_sent' must be true or false."),
        (
            MAILBOX + 'send = "drafts"\nkeep_sent = true',
            "mailbox.'keep_sent' is for letters that optout sends.",
        ),
        (
            '[mailbox]\naddress = "a@b.example"\nsend = "drafts"\nread_spam = true',
            "mailbox.'read_spam' needs an imap_host.",
        ),
        ('[mailbox]\nsend = "drafts"', "the mailbox has no 'address'."),
    ],
)
def test_a_choice_about_letters_that_cannot_be_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(WrongInput) as caught:
        settings(tmp_path, text)
    assert said in str(caught.value)


def test_the_folders_of_own_sites_are_read_by_domain(tmp_path: Path) -> None:
    text = '[sites]\n"rosalind.example" = "/srv/www"\n"blog.rosalind.example" = "site"\n'
    found = settings(tmp_path, text).sites
    assert found == {"rosalind.example": Path("/srv/www"), "blog.rosalind.example": tmp_path / "site"}


@pytest.mark.parametrize(
    "domain", ["https://rosalind.example", "Rosalind.example", "localhost", "10.0.0.1"]
)
def test_a_site_is_named_by_its_domain_alone(tmp_path: Path, domain: str) -> None:
    with pytest.raises(WrongInput, match="not a domain"):
        settings(tmp_path, f'[sites]\n"{domain}" = "/srv/www"\n')


@pytest.mark.parametrize("fit", ["https://privacy.example/optout", "robots@mail.example"])
def test_a_contact_is_a_page_or_an_e_mail_address(tmp_path: Path, fit: str) -> None:
    assert settings(tmp_path, f'contact = "{fit}"\n').contact == fit
    assert settings(tmp_path, OPTOUT_CONTACT=fit).contact == fit


@pytest.mark.parametrize(
    "unfit",
    [
        "me",
        "http://privacy.example",
        "https://",
        "a b@mail.example",
        "https://x.example) Mozilla",
        "a@b@c",
    ],
)
def test_what_could_end_the_header_s_comment_is_no_contact(tmp_path: Path, unfit: str) -> None:
    with pytest.raises(WrongInput, match="contact"):
        settings(tmp_path, OPTOUT_CONTACT=unfit)
