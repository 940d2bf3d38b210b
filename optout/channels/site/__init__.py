"""The person's own web site as a channel: it publishes a wish, and reads what is really served."""
