"""The twin of those who read Content Signals: it lists a person while training is not refused."""

from optout.rehearsal.own_sites import Texts
from optout.rehearsal.site_twin import SiteTwin


class Twin(SiteTwin):
    wanted = ("User-agent: *", "Disallow:", "Content-Signal: ai-train=no")

    def says(self, texts: Texts) -> bool:
        return "content-signal: ai-train=no" in texts.get(self.file, "").lower()
