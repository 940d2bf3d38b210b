"""What the controls of a form ask for, in several languages."""
