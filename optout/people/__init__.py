"""Subjects: their identity facts and consent, the vault, and what may be disclosed to whom."""
