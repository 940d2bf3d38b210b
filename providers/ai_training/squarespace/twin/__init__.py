"""The twin of Squarespace: its switch changes what robots.txt says of the person's site there."""

from optout.rehearsal.switched_platform import SwitchedPlatform


class Twin(SwitchedPlatform):
    domain = "squarespace.com"
    agents = ("GPTBot", "CCBot", "Google-Extended")
