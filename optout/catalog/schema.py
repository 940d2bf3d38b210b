"""The JSON Schema of a definition, for editors: ``python -m optout.catalog.schema`` writes the file."""

import json
from pathlib import Path

from optout.catalog.definition import Provider
from optout.people.facts import MEANINGS

FILE = Path(__file__).with_name("provider.schema.json")


def schema_text() -> str:
    """The schema as it is committed: draft 2020-12, only keywords that draft 7 readers know too."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An optout provider definition",
        **{key: value for key, value in Provider.model_json_schema().items() if key != "title"},
    }
    _name_meanings(schema)
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"


def _name_meanings(schema: dict[str, object]) -> None:
    """Let editors offer the meanings, which the model checks by a function."""
    definitions = schema["$defs"]
    if not isinstance(definitions, dict):
        raise TypeError("the model has no parts")
    names = {"enum": sorted(MEANINGS)}
    definitions["Extract"]["properties"]["fields"]["propertyNames"] = names
    for step in ("WebStep", "ApiStep", "MailStep", "HandStep", "AttestStep", "SiteStep"):
        definitions[step]["properties"]["needs"]["propertyNames"] = names
    fill = definitions["Verb"]["properties"]["fill"]["anyOf"]
    next(choice for choice in fill if choice.get("type") == "array")["items"] = names


if __name__ == "__main__":
    FILE.write_text(schema_text(), encoding="utf-8")
