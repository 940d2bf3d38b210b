"""A provider as the text of its ``provider.yaml``."""

from typing import Any

import yaml

from optout.catalog.definition import Provider

_HEAD = "# Written by `optout providers import`; the next import replaces it.\n"


class _Plain(yaml.SafeDumper):
    """Writes every value out: definitions have no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def yaml_text(provider: Provider) -> str:
    """What reads back as the same provider; what has its default is left out."""
    value = provider.model_dump(mode="json", exclude_defaults=True)
    text = yaml.dump(value, Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100)
    return _HEAD + str(text)
