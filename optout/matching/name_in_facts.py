"""Whether a record's name may be that of the person whose facts an attempt was given."""

from collections.abc import Mapping

from optout.matching.name_fit import name_evidence, own_names
from optout.matching.names import written
from optout.matching.shown import names_in_fields
from optout.people.facts import Facts
from optout.people.subject import PersonName


def may_be_of(facts: Facts, fields: Mapping[str, str]) -> bool:
    """True also where either side tells no name: then nothing speaks against it."""
    own = _own_names(facts)
    shown = names_in_fields(fields)
    return not own or not shown or bool(name_evidence(own_names(own), shown))


def _own_names(facts: Facts) -> list[PersonName]:
    given, family = facts.one("given-name"), facts.one("family-name")
    if given and family:
        return [PersonName(given=given, family=family)]
    names = (written(name).words for name in facts.every("name"))
    return [
        PersonName(given=words[0].plain, family=" ".join(word.plain for word in words[1:]))
        for words in names
        if len(words) > 1
    ]
