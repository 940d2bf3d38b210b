"""Reads other people's catalogs of providers into our own definitions."""
