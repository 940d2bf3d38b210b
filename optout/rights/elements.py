"""What a valid request must contain, as the laws name it."""

from enum import StrEnum


class Element(StrEnum):
    """One required element of a request. A law's row lists those that it asks for."""

    IDENTITY = "identity"  # facts by which the recipient finds the person's data
    REQUEST = "request"  # which right is used, and on what
    LAW = "law"
    CONTACT = "contact"  # where the answer goes
    REASONS = "reasons"  # the person's own situation, GDPR Art. 21(1)
    RESIDENCE = "residence"  # in the state or country whose law it is
    AUTHORITY = "authority"  # an agent's: who acts, and on which signed permission
    STATUS = "status"  # that the person is one whom the law covers, such as a judge
    LOCATION = "location"  # the material, and where it is
    SIGNATURE = "signature"  # the person's own act, each time
    GOOD_FAITH = "good-faith"  # a statement that only the person can make
    ACCURACY = "accuracy"  # the same, where it stands under penalty of perjury
