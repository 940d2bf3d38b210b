"""Capture, the tamper-evident ledger, export and verification."""
