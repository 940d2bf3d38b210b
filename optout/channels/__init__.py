"""Ways to reach a provider. Each turns one attempt into one outcome."""
