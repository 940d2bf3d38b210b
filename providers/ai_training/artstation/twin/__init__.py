"""The twin of ArtStation: its switch puts noai into the source of the person's pages."""

from optout.rehearsal.switched_platform import SwitchedPlatform


class Twin(SwitchedPlatform):
    domain = "artstation.com"
