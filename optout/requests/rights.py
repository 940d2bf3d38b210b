"""What a request asks for."""

from enum import StrEnum


class Right(StrEnum):
    DELETE = "delete"
    OPT_OUT_OF_SALE = "opt-out-of-sale"
    OPT_OUT_OF_TRAINING = "opt-out-of-training"
    OBJECT = "object"
    ACCESS = "access"
    TAKE_DOWN = "take-down"
