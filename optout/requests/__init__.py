"""The heart, pure: requests, their events and their lifecycle. No I/O and no clock in here."""
