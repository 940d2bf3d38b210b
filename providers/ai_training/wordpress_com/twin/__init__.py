"""The twin of WordPress.com: its switch changes what robots.txt says of the person's site there."""

from optout.rehearsal.switched_platform import SwitchedPlatform


class Twin(SwitchedPlatform):
    domain = "wordpress.com"
    agents = ("GPTBot", "CCBot", "Google-Extended")
