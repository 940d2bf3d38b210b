"""The twin of CCBot: a robot that reads robots.txt; what it collects is common_crawl's to show."""

from optout.rehearsal.site_twin import SiteTwin, refusing


class Twin(SiteTwin):
    """Lists a person while their robots.txt leaves the site to it."""

    wanted = refusing("CCBot")
