"""A profile reads back as it was written, and every fault names its line and never a fact."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from optout.clock import VirtualClock
from optout.errors import WrongInput
from optout.people import profile
from optout.people.profile import LARGEST, profile_schema, read_profile, write_profile
from optout.people.subject import PersonName, PostalAddress, Subject

CLOCK = VirtualClock(datetime(2026, 3, 1, tzinfo=UTC))
WHOLE = """\
names:
  - given: Marisol
    additional: Quenby
    family: Tarkington
  - {given: Mari, family: Null}
birth_date: 1984-02-29
emails: [marisol@mail.example]
phones:
  - +1 505 555 0142
addresses:
  - street: 12 Juniper Lane
    locality: Taos
    region: NM
    postal_code: 08757
    country: US
  - locality: Oslo
    country: NO
    until: 2011-06-30
usernames: [quenbyt]
sites: ["https://tarkington.example/"]
images:
"""
FACTS = ("Marisol", "Quenby", "Tarkington", "1984", "marisol@", "0142", "Juniper", "Taos", "quenbyt")
START = "names:\n  - given: Marisol\n    family: Tarkington\nemails: [marisol@mail.example]\n"


def write(folder: Path, content: str | bytes, name: str = "profile.yaml") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(WrongInput) as caught:
        read_profile(path, clock=CLOCK)
    message = str(caught.value)
    assert [fact for fact in FACTS if fact in message] == []
    assert caught.value.todo
    return message


def test_it_reads_every_field(tmp_path: Path) -> None:
    assert read_profile(write(tmp_path, WHOLE), clock=CLOCK) == Subject(
        names=(
            PersonName(given="Marisol", additional="Quenby", family="Tarkington"),
            PersonName(given="Mari", family="Null"),
        ),
        birth_date=date(1984, 2, 29),
        emails=("marisol@mail.example",),
        phones=("+1 505 555 0142",),
        addresses=(
            PostalAddress(
                street="12 Juniper Lane", locality="Taos", region="NM", postal_code="08757", country="US"
            ),
            PostalAddress(locality="Oslo", country="NO", until=date(2011, 6, 30)),
        ),
        usernames=("quenbyt",),
        sites=("https://tarkington.example/",),
    )


@pytest.mark.parametrize("name", ["profile.json", "profile", "profile.txt"])
def test_json_is_read_by_its_name_or_its_look(tmp_path: Path, name: str) -> None:
    names = '"names": [{"given": "Ada", "family": "\\ud83d\\ude00"}]'
    content = "\ufeff{\n\t" + names + ',\n\t"emails": ["a@b.example"]}'
    found = read_profile(write(tmp_path, content, name), clock=CLOCK)
    assert found == Subject(names=(PersonName(given="Ada", family="😀"),), emails=("a@b.example",))


def test_yaml_in_braces_is_read_where_the_name_says_yaml(tmp_path: Path) -> None:
    content = "{names: [{given: Ada, family: B}], emails: [a@b.example]}"
    assert read_profile(write(tmp_path, content), clock=CLOCK).emails == ("a@b.example",)


def test_numbers_in_json_stay_as_they_were_written(tmp_path: Path) -> None:
    content = (
        '{"names": [{"given": "Ada", "family": "B"}], "emails": ["a@b.example"], "phones": [5050, 1.50]}'
    )
    assert read_profile(write(tmp_path, content, "p.json"), clock=CLOCK).phones == ("5050", "1.50")


def test_a_written_profile_leaves_out_what_is_empty() -> None:
    subject = Subject(names=(PersonName(given="Ada", family="B"),), emails=("a@b.example",))
    assert write_profile(subject) == "names:\n- given: Ada\n  family: B\nemails:\n- a@b.example\n"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("birth_date: 1984-02-31", "line 5: birth_date is not a date that exists"),
        ("birth_date: 19840229", "line 5: birth_date is not a date that exists"),
        ("birth_date: 1984-02-29T10:00:00", "line 5: birth_date is not a date that exists"),
        ("birth_date: 2026-03-02", "line 5: birth_date lies in the future"),
        ("birth_date: 1884-02-29", "line 5: birth_date lies more than 130 years back"),
        (
            "birth_dat: 1984-02-29",
            "line 5: the profile has an unknown field; did you mean 'birth_date'?",
        ),
        (
            "Birth-Date: 1984-02-29",
            "line 5: the profile has an unknown field; did you mean 'birth_date'?",
        ),
        ("Tarkington: 1984", "line 5: the profile has an unknown field; known are names, birth_date, "),
        ("phones: 0142", "line 5: phones must be a list"),
        ("phones:\n  - x\n  - [0142]", "line 7: phones.2 must be text"),
        ("phones:\n  - ''", "line 6: phones.1 is empty"),
        ("phones: [~]", "line 5: phones.1 must be text"),
        ('phones: ["0142\\a"]', "line 5: phones.1 contains a control character"),
        ('phones: ["01\\n42"]', "line 5: phones.1 contains a control character or a line break"),
        ("usernames: [" + "quenbyt" * 30 + "]", "line 5: usernames.1 is longer than 200 characters"),
        ("addresses: [Taos]", "line 5: addresses.1 must be a group of named fields"),
        ("addresses:\n  - locality: Taos", "line 6: addresses.1.country is missing"),
        (
            "addresses:\n  - locality: Taos\n    country: us",
            "line 7: addresses.1.country must be two capital letters",
        ),
        (
            "addresses: [{locality: Taos, country: UK}]",
            "line 5: addresses.1.country is no country's code",
        ),
        (
            "addresses:\n- {locality: Taos, country: US}\n- locality: Taos\n  postcode: 08757",
            "line 8: addresses.2 has an unknown field; did you mean 'postal_code'?",
        ),
        (
            "accounts: [gmail.com, Google, 'https://chatgpt.com']",
            "line 5: accounts.2 must be a domain alone, in small letters, such as linkedin.com",
        ),
        ("github_accounts: ['@quenbyt']", "line 5: github_accounts.1 must be the name of a GitHub"),
        ("repositories: [loom]", "line 5: repositories.1 must be owner/name"),
        ("videos: [loom]", "line 5: videos.1 must be the id of a video"),
        ("image_hashes: [loom]", "line 5: image_hashes.1 must be a hash"),
        ("bluesky_handles: ['@quenbyt']", "line 5: bluesky_handles.1 must be a domain alone"),
        (
            "sites: [tarkington.example]",
            "line 5: sites.1 is not a web address: it must start with https://",
        ),
        ("sites: ['https://quenbyt:pw@x.example']", "line 5: sites.1 must not carry a user name"),
        ("sites: ['https:///quenbyt']", "line 5: sites.1 is not a web address: the name of the site"),
        ("sites: ['https://[quenbyt']", "line 5: sites.1 is not a web address: the part after"),
        ('sites: ["https://quenbyt.example/\\0"]', "line 5: sites.1 contains a control character"),
        ("emails: [quenbyt@mail.example]", "line 5: the same field is given twice"),
        ("phones: [0142", "line 6: this is not valid YAML"),
        ("\tphones: [0142]", "line 5: this is not valid YAML; indent with spaces"),
        ("phones: [\x07]", "line 5: there is a control character"),
        ("--- \nnames: []", "line 5: this is not valid YAML; keep one person in one file"),
        ("phones: [&quenbyt 0142]", "line 5: anchors (&) and aliases (*) are not used here"),
        ("phones: [*quenbyt]", "line 5: anchors (&) and aliases (*) are not used here"),
        ("phones: [!!python/name:os.system 0142]", "line 5: tags (!) are not used here"),
        ("phones: [[[[[[[[[", "line 5: the brackets or the indentation go too deep"),
        ("phones: [" + "1," * 6000 + "]", "line 5: there are more values than a person has"),
        ("? [quenbyt]\n: 1", "line 5: a field's name must be plain text"),
    ],
)
def test_a_fault_names_file_line_and_field(tmp_path: Path, line: str, fault: str) -> None:
    assert f"profile.yaml, {fault}" in refusal(write(tmp_path, START + line + "\n"))


@pytest.mark.parametrize(
    "address",
    [
        "marisol",
        "marisol@",
        "@mail.example",
        "marisol@mail",
        "marisol@mail..example",
        "marisol@@mail.example",
        "Marisol <marisol@mail.example>",
        "marisol@mail.example, x",
        "mari sol@mail.example",
    ],
)
def test_a_wrong_e_mail_address_is_refused(tmp_path: Path, address: str) -> None:
    content = f"names: [{{given: Marisol, family: Tarkington}}]\nemails:\n  - '{address}'\n"
    assert "profile.yaml, line 3: emails.1 is not an e-mail address" in refusal(write(tmp_path, content))


@pytest.mark.parametrize(
    ("emails", "fault"),
    [
        ("", "line 1: emails is missing"),
        ("emails:\n", "line 2: emails is missing"),
        ("emails: []\n", "line 2: emails needs at least one entry"),
    ],
)
def test_no_e_mail_address_is_refused(tmp_path: Path, emails: str, fault: str) -> None:
    content = f"names: [{{given: Marisol, family: Tarkington}}]\n{emails}"
    assert f"profile.yaml, {fault}" in refusal(write(tmp_path, content))


def test_all_faults_are_told_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    content = "emails: [x]\nnames:\n  - given: Marisol\nbirth_date: today\n"
    lines = refusal(write(tmp_path, content)).splitlines()
    assert [line.split(":")[0] for line in lines] == [
        "profile.yaml, line 1",
        "profile.yaml, line 3",
        "profile.yaml, line 4",
    ]


def test_a_list_with_one_wrong_entry_is_not_called_empty(tmp_path: Path) -> None:
    content = "names: [{given: Marisol}]\nemails: [marisol@mail.example]\n"
    assert "at least one" not in refusal(write(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('{\n"names": [1,]}', "line 2: this is not valid JSON"),
        ('{"names":\n[],\n"names": []}', "line 3: the same field is given twice"),
        ('{\n"emails": [], "phones":\n ["x", true]}', "line 3: phones.2 must be text"),
        ('{\n"phones": ["\\udfff"]}', "line 2: an escape spells half a character"),
        ('{\n"\\ud800": []}', "line 2: an escape spells half a character"),
        ('{\n"phones": ["\\ud800"]}', "line 2: an escape spells half a character"),
        ('{"phones":\n[[[[[[[[[1]]]]]]]]]}', "line 2: the brackets or the indentation go too deep"),
        ("[" * 100_000, "line 1: the brackets or the indentation go too deep"),
        ('{"phones": [' + "1," * 6000 + "1]}", "line 1: there are more values than a person has"),
        ('{"names": NaN}', "line 1: names must be a list"),
        ("", "line 1: this is not valid JSON"),
    ],
)
def test_a_fault_in_json_names_its_line(tmp_path: Path, content: str, fault: str) -> None:
    assert f"profile.json, {fault}" in refusal(write(tmp_path, content, "profile.json"))


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "line 1: the file is empty"),
        (b"- Marisol", "line 1: the profile must be a group of named fields"),
        (b"Marisol", "line 1: the profile must be a group of named fields"),
        (b"names:\n  - \xff\n", "line 2: this is not UTF-8 text"),
    ],
)
def test_content_that_is_no_profile_is_refused(tmp_path: Path, content: bytes, fault: str) -> None:
    assert f"profile.yaml, {fault}" in refusal(write(tmp_path, content))


def test_a_file_of_one_mebibyte_is_read_and_one_byte_more_is_not(tmp_path: Path) -> None:
    largest = (START + "#").encode().ljust(LARGEST, b"x")
    assert read_profile(write(tmp_path, largest), clock=CLOCK).emails == ("marisol@mail.example",)
    assert "larger than 1 MiB" in refusal(write(tmp_path, largest + b"x"))


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    assert "nobody.yaml cannot be read: No such file" in refusal(tmp_path / "nobody.yaml")
    assert f"{tmp_path.name} is a folder" in refusal(tmp_path)


def test_who_was_born_today_is_welcome(tmp_path: Path) -> None:
    content = START + "birth_date: 2026-03-01\n"
    assert read_profile(write(tmp_path, content), clock=CLOCK).birth_date == date(2026, 3, 1)


def test_the_committed_schema_is_up_to_date() -> None:
    committed = Path(profile.__file__).with_name("profile.schema.json")
    assert json.loads(committed.read_text(encoding="utf-8")) == profile_schema()


def test_the_schema_names_its_dialect_and_closes_every_object() -> None:
    schema = profile_schema()
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["additionalProperties"] is False
    assert schema["required"] == ["names", "emails"]


def test_the_example_in_the_documentation_is_a_profile(tmp_path: Path) -> None:
    document = Path(__file__).parents[2] / "docs" / "reference" / "profile.md"
    example = document.read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    subject = read_profile(write(tmp_path, example), clock=CLOCK)
    assert set(Subject.model_fields) == subject.model_fields_set
