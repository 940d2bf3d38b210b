"""What a request asks for."""

from enum import StrEnum


class Right(StrEnum):
    DELETE = "delete"
    CORRECT = "correct"
    OPT_OUT_OF_SALE = "opt-out-of-sale"
    OPT_OUT_OF_TRAINING = "opt-out-of-training"
    LIMIT = "limit"  # the use of sensitive data
    OBJECT = "object"
    WITHDRAW_CONSENT = "withdraw-consent"
    ACCESS = "access"
    TAKE_DOWN = "take-down"
