from datetime import date
from pathlib import Path

import pytest

from optout.catalog.catalog import load_catalog
from optout.catalog.checking import check_catalog
from tests.catalog.definitions import SOUND, spoilt, written

TODAY = date(2026, 11, 21)


def complaints(root: Path, slug: str = "acme") -> list[str]:
    found = check_catalog(load_catalog(root), TODAY)
    return [
        f"{each.line}: {each.where}: {each.what}. {each.todo}"
        for each in found
        if each.path.parent.name == slug
    ]


def test_nothing_is_wrong_with_what_is_shipped() -> None:
    assert [str(finding) for finding in check_catalog(load_catalog(), TODAY)] == []


def test_nothing_is_wrong_with_a_sound_definition(tmp_path: Path) -> None:
    written(tmp_path)
    assert complaints(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "tier: draft",
            "tier: rehearsed",
            "6: tier: tier rehearsed, but there is no twin/__init__.py to rehearse with. "
            "Add the twin, or set the tier to draft.",
        ),
        (
            "2026-01-05",
            "2026-11-22",
            "39: sources.0.as_of: the date is in the future. Give the day you read it.",
        ),
        (
            "tier: draft",
            "tier: verified\nverified_on: 2026-11-22",
            "7: verified_on: the date is in the future. Give the canary's day.",
        ),
        (
            "tier: draft",
            "tier: draft\nparent: nobody",
            "7: parent: there is no provider 'nobody'. Add the parent's definition or remove the key.",
        ),
        (
            "tier: draft",
            "tier: draft\nparent: acme",
            "7: parent: a provider is not its own parent. Remove the key.",
        ),
        (
            "url: https://acme.example/\n",
            "url: https://acme.example.evil.test/\n",
            "11: pages.home.url: acme.example.evil.test is not one of the provider's domains. "
            "Add it to domains if it is the provider's own.",
        ),
        (
            "url: https://acme.example/\n",
            "url: http://acme.example/\n",
            "11: pages.home.url: not a https address with a fixed host. Write https://HOST/PATH.",
        ),
        (
            "url: https://acme.example/\n",
            "url: https://{name}.acme.example/\n",
            "11: pages.home.url: not a https address with a fixed host. Write https://HOST/PATH.",
        ),
        (
            "    url: https://acme.example/\n",
            "",
            "25: search.flow.0.open: the page 'home' is opened but has no url. Add the page's url.",
        ),
        (
            "who={email}",
            "who={tel}",
            "18: pages.form.url: the address discloses 'tel', which submit.needs does not list. "
            "Add 'tel' to submit.needs, or take it out of the address.",
        ),
        (
            "    - {id: see, expect: {submitted: received}}\n",
            "",
            "36: submit.flow.2: the flow does not end with an expectation. "
            "Add a step with expect: say which page then shows.",
        ),
        (
            "expect: {found: results, none: nothing}",
            "expect: {found: results, next: nothing}",
            "25: search.flow: no expectation says when the result is none. "
            "Add it to an expect of the flow.",
        ),
        (
            "{id: press, click: Send}",
            "{id: fill, click: Send}",
            "36: submit.flow.2.id: the id 'fill' is used 2 times. Give each step its own id.",
        ),
        (
            "sign: {text: Nothing was found}",
            "sign: {text: 0 records}",
            "16: pages.nothing.sign.text: a sign of 'none' begins with a digit: '0 records'. "
            "Recognise the page by words that no list of records shows.",
        ),
        (
            "  received:\n",
            "  spare:\n    sign: {text: x}\n  received:\n",
            "20: pages.spare: no step names the page 'spare'. Remove it, or expect it somewhere.",
        ),
    ],
)
def test_a_rule_says_where_it_is_broken_and_what_to_do(
    tmp_path: Path, old: str, new: str, said: str
) -> None:
    written(tmp_path, spoilt((old, new)))
    assert said in complaints(tmp_path)


@pytest.mark.parametrize(
    ("address", "faults"),
    [
        ("https://www.acme.example/a", 0),
        ("https://someone@acme.example/", 1),
        ("https://acme.example@evil.test/", 1),
        ("https://[bad/", 1),
        ("javascript:alert(1)", 1),
    ],
)
def test_an_opened_address_stays_with_the_provider(tmp_path: Path, address: str, faults: int) -> None:
    written(tmp_path, spoilt(("url: https://acme.example/\n", f'url: "{address}"\n')))
    assert len(complaints(tmp_path)) == faults


def test_the_address_of_a_listing_may_be_a_page_s_whole_address(tmp_path: Path) -> None:
    whole = ("https://acme.example/form?who={email}", '"{x-listing-url}"')
    written(tmp_path, spoilt(whole, ("{email: required}", "{email: required, x-listing-url: required}")))
    assert complaints(tmp_path) == []


def test_a_domain_belongs_to_one_provider_or_one_family(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, spoilt(("slug: acme", "slug: bcme")), "bcme")
    assert complaints(tmp_path, "bcme") == [
        "5: domains.0: acme.example is claimed by 'acme' too. "
        "Remove it from one of them, or name the parent."
    ]


def test_a_parent_and_its_child_may_share_a_domain(tmp_path: Path) -> None:
    written(tmp_path)
    written(tmp_path, spoilt(("slug: acme", "slug: bcme\nparent: acme")), "bcme")
    assert complaints(tmp_path, "bcme") == []


@pytest.mark.parametrize(
    ("one", "other", "faults"),
    [
        ("also: [bcme]", "", 0),
        ("", "also: [acme]", 0),
        ("also: [ccme]", "also: [ccme]", 0),
        ("also: [ccme]", "parent: ccme", 0),
        ("also: [ccme]", "also: [dcme]", 1),
        ("also: [ccme]", "", 1),
    ],
)
def test_those_that_the_same_wish_needs_may_share_a_domain(
    tmp_path: Path, one: str, other: str, faults: int
) -> None:
    for slug in ("ccme", "dcme"):
        own = (("slug: acme", f"slug: {slug}"), ("acme.example", f"{slug}.example"))
        written(tmp_path, spoilt(*own), slug)
    written(tmp_path, spoilt(("slug: acme", f"slug: acme\n{one}")))
    written(tmp_path, spoilt(("slug: acme", f"slug: bcme\n{other}")), "bcme")
    assert len([each for each in complaints(tmp_path, "bcme") if "claimed" in each]) == faults


def api_definition(root: Path) -> Path:
    """The folder of a definition that searches by an API."""
    head, _, rest = SOUND.partition("  home:\n")
    form = rest[rest.index("  form:\n") : rest.index("search:\n")]
    search = "search:\n  channel: api\n  needs: {name: required}\n"
    return written(root, head + form + search + SOUND[SOUND.index("submit:\n") :]).parent


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("class Flow:\n    async def search(self) -> None: ...\n", []),
        (
            "class Flow:\n    async def submit(self) -> None: ...\n",
            [
                "15: search: the class Flow in flow.py has no method 'search'. "
                "Add: async def search(self, ...)."
            ],
        ),
        (
            "1 / 0\n",
            [
                "15: search: flow.py cannot be imported (ZeroDivisionError). "
                "Import it in Python to see why."
            ],
        ),
        ("", ["15: search: an API step needs flow.py: {file} has no class 'Flow'. Add it."]),
    ],
)
def test_an_api_step_needs_its_method(tmp_path: Path, code: str, said: list[str]) -> None:
    folder = api_definition(tmp_path)
    (folder / "flow.py").write_text(code)
    expected = [each.replace("{file}", str(folder.resolve() / "flow.py")) for each in said]
    assert complaints(tmp_path) == expected


@pytest.mark.parametrize(
    ("submit", "said"),
    [
        ("channel: mail\n  to: privacy@acme.example", []),
        (
            "channel: mail\n  to: privacy@evil.test",
            [
                "14: submit.to: evil.test is not one of the provider's domains. "
                "Add it to domains if the provider reads there."
            ],
        ),
        (
            "channel: hand\n  url: https://evil.test/\n  instructions: [Go]",
            [
                "14: submit.url: evil.test is not one of the provider's domains. "
                "Add it to domains if it is the provider's own."
            ],
        ),
        (
            "channel: attest\n  url: http://acme.example/settings\n  instructions: [Switch it off]",
            ["14: submit.url: not a https address with a fixed host. Write https://HOST/PATH."],
        ),
        (
            'channel: hand\n  url: "{x-image-url}"\n'
            "  needs: {x-image-url: required}\n  instructions: [Go]",
            ["14: submit.url: not a https address with a fixed host. Write https://HOST/PATH."],
        ),
        (
            "channel: hand\n  url: https://acme.example/ask?mail={email}&n={name}\n"
            "  needs: {email: required}\n  instructions: [Go]",
            [
                "14: submit.url: the address discloses 'name', which submit.needs does not list. "
                "Add 'name' to submit.needs, or take it out of the address."
            ],
        ),
        (
            "channel: hand\n  url: https://acme.example/ask\n  fills: true\n"
            "  needs: {x-consent: required}\n  instructions: [Go]",
            [
                "15: submit.fills: the form is to be filled, and needs lists nothing to fill in. "
                "List in needs what it asks for."
            ],
        ),
    ],
)
def test_letters_and_people_are_sent_to_the_provider_only(
    tmp_path: Path, submit: str, said: list[str]
) -> None:
    head = SOUND.partition("pages:\n")[0].replace("tracks: listing", "tracks: standing")
    tail = SOUND[SOUND.index("sources:\n") :]
    written(tmp_path, f"{head}# one\n# two\n# three\nsubmit:\n  {submit}\n{tail}")
    assert complaints(tmp_path) == said


@pytest.mark.parametrize(
    ("mail", "where"),
    [
        ("expects: code, code: 'code [0-9]+'", "mail.code"),
        ("expects: code, code: '([0-9]'", "mail.code"),
        ("expects: code, code: '(a)(b)'", "mail.code"),
        (f"expects: code, code: '({'a' * 300})'", "mail.code"),
        ("expects: link, link_path: confirm", "mail.link_path"),
    ],
)
def test_a_mail_says_what_is_taken_from_it(tmp_path: Path, mail: str, where: str) -> None:
    confirm = (
        "confirm:\n  channel: web\n  flow:\n    - {id: open, open: link}\n"
        "    - {id: see, expect: {confirmed: received}}\n"
    )
    written(tmp_path, SOUND + f"mail: {{senders: [acme.example], {mail}}}\n{confirm}")
    assert [each.split(": ")[1] for each in complaints(tmp_path)] == [where]


AWAITING = SOUND.replace(
    "    - {id: press, click: Search}\n",
    "    - {id: press, click: Search}\n    - {id: wait, await_mail: code}\n",
)


def test_an_awaited_code_has_its_mail(tmp_path: Path) -> None:
    written(tmp_path, AWAITING)
    assert [each.partition(": ")[2] for each in complaints(tmp_path)] == [
        "search.flow.3.await_mail: the flow awaits a code, and nothing says which mail brings it. "
        "Describe that mail in codes."
    ]


def test_a_code_whose_mail_is_described_may_be_awaited(tmp_path: Path) -> None:
    described = "codes: {senders: [acme.example], expects: code, code: '([0-9]{6})'}\n"
    written(tmp_path, AWAITING + described)
    assert complaints(tmp_path) == []


@pytest.mark.parametrize(
    ("codes", "where"),
    [
        ("expects: code, code: '[0-9]{6}'", "codes.code"),
        ("expects: code, code: '(a)(b)'", "codes.code"),
    ],
)
def test_the_mail_with_a_code_says_where_in_it_the_code_is(
    tmp_path: Path, codes: str, where: str
) -> None:
    written(tmp_path, f"{SOUND}codes: {{senders: [acme.example], {codes}}}\n")
    assert [each.split(": ")[1] for each in complaints(tmp_path)] == [where]


def test_codes_expects_no_link(tmp_path: Path) -> None:
    written(tmp_path, f"{SOUND}codes: {{senders: [acme.example], expects: link, link_path: /c}}\n")
    assert "codes expects a code" in complaints(tmp_path)[0]


def test_a_mailed_link_is_opened_in_the_confirmation(tmp_path: Path) -> None:
    text = SOUND + (
        "mail: {senders: [acme.example], expects: link, link_path: /c}\n"
        "confirm:\n  channel: web\n  flow:\n    - {id: open, open: home}\n"
        "    - {id: see, expect: {confirmed: received}}\n"
    )
    written(tmp_path, text)
    assert complaints(tmp_path) == [
        "42: confirm: the mail brings a link that no step of confirm opens. Add a step with open: link."
    ]


def test_faults_of_loading_are_among_the_findings(tmp_path: Path) -> None:
    written(tmp_path, spoilt(("tier: draft", "tier: daft")))
    assert [each.partition(" is")[0] for each in complaints(tmp_path)] == ["6: tier: 'daft'"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("class Twin: ...\n", []),
        ("\nX = Form()\n", ["2: : the twin cannot be imported (NameError: 'Form'). Mend its code."]),
        ("\n\nclass\n", ["3: : the twin cannot be imported (SyntaxError). Mend its code."]),
    ],
)
def test_a_twin_that_cannot_be_imported_is_told_with_its_line(
    tmp_path: Path, code: str, said: list[str]
) -> None:
    twin = written(tmp_path).parent / "twin" / "__init__.py"
    twin.parent.mkdir()
    twin.write_text(code)
    found = check_catalog(load_catalog(tmp_path), TODAY)
    own = [each for each in found if each.path == twin]
    assert [f"{one.line}: {one.where}: {one.what}. {one.todo}" for one in own] == said
