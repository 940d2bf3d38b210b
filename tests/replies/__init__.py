"""Invented mails that answer requests: one half to build a classifier on, the other to judge it by."""
