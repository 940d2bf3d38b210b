"""Machine interfaces, over bounded HTTP."""
