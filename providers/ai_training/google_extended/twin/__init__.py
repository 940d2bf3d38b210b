"""The twin of Google-Extended: it never comes itself, and reads robots.txt all the same."""

from optout.rehearsal.site_twin import SiteTwin, refusing


class Twin(SiteTwin):
    """Lists a person while their robots.txt leaves the site to it."""

    wanted = refusing("Google-Extended")
