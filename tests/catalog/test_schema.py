import json

from optout.catalog.schema import FILE, schema_text
from optout.people.facts import MEANINGS


def test_the_committed_schema_is_that_of_the_model() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text(), "run: python -m optout.catalog.schema"


def test_it_says_which_draft_it_is_and_keeps_to_what_older_editors_know() -> None:
    text = schema_text()
    assert json.loads(text)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert not any(
        word in text for word in ("prefixItems", "unevaluated", "dependentSchemas", "$dynamic")
    )


def test_it_refuses_unknown_keys_and_offers_the_meanings() -> None:
    schema = json.loads(schema_text())
    assert schema["additionalProperties"] is False
    assert schema["$defs"]["WebStep"]["properties"]["needs"]["propertyNames"]["enum"] == sorted(MEANINGS)
