"""Is this listing that person? A decision with its score and reasons, from the facts both sides show."""

from collections.abc import Iterable, Mapping
from datetime import date

from optout.matching.ages import age_evidence
from optout.matching.decision import Match, decide
from optout.matching.evidence import Evidence
from optout.matching.listing import Listing
from optout.matching.name_fit import name_evidence, other_family, own_names
from optout.matching.own_things import SHARED_USER_NAME, own_evidence
from optout.matching.phones import phone_evidence, shares_number
from optout.matching.places import place, place_evidence
from optout.matching.relatives import relatives_evidence
from optout.matching.shown import Shown, shown_in_fields, shown_in_listing
from optout.people.subject import Subject
from optout.requests.outcome import Decision

__all__ = ["Match", "Matcher", "match"]


def match(subject: Subject, fields: Mapping[str, str], on: date) -> Match:
    """Decide about a record's fields (by meaning), as seen on a date.

    *Same* is only said where the name, the age and more fit so well that a stranger and a relative
    of the same name are all but excluded; *possible* asks the person; an age or a suffix that
    contradicts is *different*. A record without any name is the person's only by a thing of their
    own (a page, an image, a user name that few have, an e-mail address) and where no age contradicts.
    """
    return Matcher(subject).decide(shown_in_fields(fields, on))


class Matcher:
    """One person, read once, to be compared with many listings."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._names = own_names(subject.names)
        self._places = [place(a.locality, a.region, a.postal_code) for a in subject.addresses]

    def match_listing(self, listing: Listing) -> Match:
        """Decide about a listing, as seen on its date."""
        return self.decide(shown_in_listing(listing))

    def decide(self, shown: Shown) -> Match:
        own = own_evidence(self._subject, shown.urls, shown.usernames, shown.emails, shown.things)
        if not shown.names:
            return _by_own_things(own, self._age(shown), shown)
        name = name_evidence(self._names, shown.names)
        if not name:
            return self._by_telephone(shown) if own is None else _of_another_name(own)
        return decide([*name, *self._more(shown), *_given(own)])

    def _by_telephone(self, shown: Shown) -> Match:
        """Another name is another person; but one of the person's own telephones asks about it."""
        given = other_family(self._names, shown.names)
        if given is None or not shares_number(self._subject.phones, shown.phones):
            return Match(Decision.DIFFERENT, ("another name",))
        return decide([given, *self._more(shown)])

    def _more(self, shown: Shown) -> Iterable[Evidence]:
        subject = self._subject
        yield from _given(self._age(shown))
        yield place_evidence(self._places, shown.places)
        yield from _given(phone_evidence(subject.phones, shown.phones))
        yield from _given(relatives_evidence(subject.names, shown.relatives))

    def _age(self, shown: Shown) -> Evidence | None:
        return age_evidence(self._subject.birth_date, shown.ages, shown.on)


def _given(evidence: Evidence | None) -> tuple[Evidence, ...]:
    return () if evidence is None else (evidence,)


def _by_own_things(own: Evidence | None, age: Evidence | None, shown: Shown) -> Match:
    """Without a name; and with nothing else to go by, nothing says that it is somebody else."""
    if own is not None and age is not None and (age.excludes or age.against):
        return Match(Decision.POSSIBLE, (own.why, age.why), 0.5)
    if own == SHARED_USER_NAME:
        return Match(Decision.POSSIBLE, (own.why,), 0.5)
    if own is not None:
        return Match(Decision.SAME, (own.why,), 0.999)
    if shown.urls or shown.usernames or shown.emails or shown.things:
        return Match(Decision.DIFFERENT, ("nothing of the person's own",))
    return Match(Decision.POSSIBLE, ("it shows no name",), 0.5)


def _of_another_name(own: Evidence) -> Match:
    return Match(Decision.POSSIBLE, ("another name", own.why), 0.5)
