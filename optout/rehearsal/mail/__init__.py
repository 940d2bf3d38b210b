"""Real mail on this machine: SMTP for letters, IMAP for answers, a post office on virtual time."""
