"""Invented mails that answer requests: some to build a classifier on, others to judge it by."""
