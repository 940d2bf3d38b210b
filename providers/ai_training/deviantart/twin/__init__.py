"""The twin of DeviantArt: its switch puts noai into the source of the person's pages."""

from optout.rehearsal.switched_platform import SwitchedPlatform


class Twin(SwitchedPlatform):
    domain = "deviantart.com"
