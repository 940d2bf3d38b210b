"""The policy by which an organisation's accounts refuse that AWS's AI services learn from them. Pure.

Source: AWS Organizations' user guide, AI services opt-out policies. Names and values are case-sensitive.
"""

import json

TYPE = "AISERVICES_OPT_OUT_POLICY"
NAME = "optout-ai-services"
CONTENT = json.dumps(
    {"services": {"default": {"opt_out_policy": {"@@assign": "optOut"}}}}, separators=(",", ":")
)


def left_open(effective: object) -> str | None:
    """What the effective policy leaves open; None: it opts out of every service.

    Raises ``ValueError`` for what is no such policy: then nothing is known.
    """
    services = effective.get("services") if isinstance(effective, dict) else None
    if not isinstance(services, dict):
        raise ValueError("the effective policy names no services")
    said = {name: _choice(value) for name, value in services.items()}
    if said.get("default") != "optOut":
        return "the default is not optOut"
    others = sorted(name for name, choice in said.items() if choice != "optOut")
    return f"not opted out: {', '.join(others)}" if others else None


def _choice(service: object) -> object:
    return service.get("opt_out_policy") if isinstance(service, dict) else None
