"""The twin of those who read ai.txt: it lists a person while the file leaves something to take."""

from optout.rehearsal.site_twin import SiteTwin


class Twin(SiteTwin):
    file = "ai.txt"
    wanted = ("User-Agent: *", "Disallow: /", "Disallow: *")
