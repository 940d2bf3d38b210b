"""Benchmarks: ratios measured in one run, printed as JSON, never judged by a test."""
