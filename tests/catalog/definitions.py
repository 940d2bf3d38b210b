"""A small sound definition, and ways to write it, whole or spoilt, into a folder of providers."""

from pathlib import Path

SOUND = """\
slug: acme
name: Acme People
kind: data_broker
country: NO
domains: [acme.example]
tier: draft
right: delete
tracks: listing
pages:
  home:
    url: https://acme.example/
    sign: {heading: Search}
  results:
    sign: {heading: Results}
  nothing:
    sign: {text: Nothing was found}
  form:
    url: https://acme.example/form?who={email}
    sign: {heading: Opt out}
  received:
    sign: {heading: Received}
search:
  channel: web
  needs: {name: required}
  flow:
    - {id: open, open: home}
    - {id: fill, fill: [name]}
    - {id: press, click: Search}
    - {id: see, expect: {found: results, none: nothing}}
submit:
  channel: web
  needs: {email: required}
  flow:
    - {id: open, open: form}
    - {id: fill, fill: [email]}
    - {id: press, click: Send}
    - {id: see, expect: {submitted: received}}
sources:
  - {what: A guide, as_of: 2026-01-05}
never_seen_live: All of it.
"""


def spoilt(*changes: tuple[str, str]) -> str:
    """The sound definition with texts replaced; each must occur."""
    text = SOUND
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return text


def written(root: Path, text: str = SOUND, slug: str = "acme", group: str = "data_brokers") -> Path:
    """The path of ``provider.yaml`` with that text, below the folder of providers ``root``."""
    file = root / group / slug / "provider.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    return file
