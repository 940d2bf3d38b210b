"""Mute Metrics: takes letters and reminders, and never says a word."""

from optout.rehearsal.addressee import Addressee
from optout.rehearsal.pages import Site


class Twin(Addressee):
    """Holds everybody's data for good; writes down which facts each letter told."""

    site = Site("Mute Metrics", choices="/")
    address = "privacy@mute-metrics.example"
