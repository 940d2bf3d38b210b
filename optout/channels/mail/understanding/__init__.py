"""Understanding a reply mail: which of a closed list of things it says, and how sure that is."""

from optout.channels.mail.understanding.classify import understand

__all__ = ["understand"]
