"""Lists of organisations that others keep, read into one provider for each organisation."""
