"""The twin of Substack: its switch changes what robots.txt says of the person's site there."""

from optout.rehearsal.switched_platform import SwitchedPlatform


class Twin(SwitchedPlatform):
    domain = "substack.com"
    agents = ("GPTBot", "CCBot", "Google-Extended")
