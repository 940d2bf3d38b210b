"""The learned weights, read when first needed; ``python -m tests.replies.learning`` writes them."""

import gzip
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from optout.channels.mail.understanding.learned.model import Model

WEIGHTS = "weights.json.gz"


@dataclass(frozen=True, slots=True)
class Weights:
    """``sure``: from which probability on 97 of 100 unseen mails were right, by what the rules say.

    ``inputs`` is a digest of the mails and sentences that the weights were learned from.
    """

    sentence: Model
    mail: Model
    sure: Mapping[str, float]
    inputs: str


@cache
def weights() -> Weights:
    """The weights that the package carries."""
    source = files("optout.channels.mail.understanding.learned") / WEIGHTS
    data: dict[str, Any] = json.loads(gzip.decompress(source.read_bytes()))
    return Weights(_model(data["sentence"]), _model(data["mail"]), data["sure"], data["inputs"])


def _model(data: Mapping[str, Any]) -> Model:
    return Model(data["classes"], data["rows"])
