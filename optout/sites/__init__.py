"""The person's own site from outside: read as it is published, or in a folder, and written into one."""
