"""A selector that finds a control again, for reports. Pure."""

import re

from optout.channels.web.controls import Control

_PLAIN = re.compile(r"[A-Za-z_][\w-]*")


def selector_of(control: Control) -> str:
    """By id, else by name, else by what it says; CSS."""
    if control.id:
        return f"#{control.id}" if _PLAIN.fullmatch(control.id) else f'[id="{_escaped(control.id)}"]'
    for attribute, value in (("name", control.name), ("placeholder", control.placeholder)):
        if value:
            return f'{control.tag}[{attribute}="{_escaped(value)}"]'
    return f"{control.tag}[type={control.type}]" if control.type else control.tag


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\a ")
