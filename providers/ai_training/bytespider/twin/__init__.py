"""The twin of Bytespider (ByteDance): a robot that reads robots.txt."""

from optout.rehearsal.site_twin import SiteTwin, refusing


class Twin(SiteTwin):
    """Lists a person while their robots.txt leaves the site to it."""

    wanted = refusing("Bytespider")
