"""Letters out over SMTP, answers in over IMAP."""
