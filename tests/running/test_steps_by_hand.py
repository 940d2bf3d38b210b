"""The flow of a definition in words, for somebody who does it in a browser of their own."""

from optout.catalog.definition import Provider
from optout.catalog.steps import Verb
from optout.people.facts import Facts
from optout.running.steps_by_hand import steps_by_hand
from tests.channels.web.acme import a_provider

FACTS = Facts(
    {"name": ("Ada Quill",), "email": ("ada@mail.example",), "x-confirm-link": ("https://a/c",)}
)
PROVIDER: Provider = a_provider()


def steps(*verbs: dict[str, object], facts: Facts = FACTS) -> tuple[str, ...]:
    flow = tuple(Verb.model_validate({"id": f"v{place}", **verb}) for place, verb in enumerate(verbs))
    return steps_by_hand(PROVIDER, flow, facts)


def test_every_verb_that_a_person_does_has_its_words() -> None:
    assert steps(
        {"open": "results"},
        {"choose": {"x-request-type": "Delete my data"}},
        {
            "fill": [
                "email",
                "x-confirm-email",
                "x-consent",
                "tel",
                {"at": "#ssn", "asks": "a telephone number"},
            ]
        },
        {"hand_over": {"because": "challenge", "say": "Solve the check."}},
        {"hand_over": {"because": "signature"}},
        {"click": "Send request"},
        {"await_mail": "link"},
        {"expect": {"submitted": "receipt"}},
    ) == (
        "Open https://acme-people.example/search?name=Ada%20Quill",
        "Choose 'Delete my data' where it asks for x-request-type",
        "Enter email: ada@mail.example",
        "Enter x-confirm-email: ada@mail.example",
        "Read what you agree to there, and tick it if you do",
        "It may ask for a telephone number: that is for you to decide",
        "Solve the check.",
        "Do what only you can do: signature",
        "Press 'Send request'",
        "Look for the mail with the link",
    )


def test_every_way_of_a_branch_says_when_it_is_taken() -> None:
    asks = {"sees": [{"text": "Sure?"}], "do": [{"id": "yes", "click": "Yes"}]}
    old = {
        "when": {"fact": "x-age", "comparison": ">", "value": "17"},
        "do": [{"id": "on", "click": "On"}],
    }
    ways = [asks, old, {"stop": True}]
    assert steps({"branch": ways}, {"click": "Go"}) == (
        "If it shows 'Sure?':",
        "  Press 'Yes'",
        "If x-age is > 17:",
        "  Press 'On'",
        "Otherwise: stop, for it is not the page that is known",
        "Press 'Go'",
    )


def test_the_mailed_link_is_opened_and_a_page_without_its_fact_is_looked_for_at_home() -> None:
    assert steps({"open": "link"}, {"open": "form"}) == (
        "Open https://a/c",
        "Open https://acme-people.example/optout",
    )
    assert steps({"open": "results"}, facts=Facts({})) == ("Open https://acme-people.example/",)
