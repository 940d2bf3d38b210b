"""A synthetic population, and what brokers would show of it."""
