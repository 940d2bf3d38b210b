"""Schedule, claim, engine and worker: what makes due things happen."""
