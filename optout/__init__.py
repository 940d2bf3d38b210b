"""Keeps a person's data opt-outs true over time."""

__version__ = "0.1.0"
