"""Providers: the definition model, loading, validation, scaffolding, health."""
