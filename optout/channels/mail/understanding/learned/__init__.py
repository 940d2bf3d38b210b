"""What a mail is by weights that were learned from invented mails: a second opinion beside the rules."""
