"""``optout site``: what the person's own site says to AI. Each command has a module of its own."""

import click

from optout.cli.root import Entry, LazyGroup

COMMANDS = {
    "audit": Entry("optout.cli.site_audit:audit", "Say what a site tells each AI crawler."),
    "write": Entry("optout.cli.site_write:write", "Write the signals into a site's folder."),
    "mark": Entry("optout.cli.site_mark:mark", "Write into images that they are not for training."),
    "watch": Entry("optout.cli.site_watch:watch", "Look for AI crawlers in access logs."),
    "allowed": Entry("optout.cli.site_allowed:allowed", "Say whether a robots.txt lets an agent in."),
}


@click.group(cls=LazyGroup, entries=COMMANDS)
def site() -> None:
    """What your own site says to AI crawlers."""
