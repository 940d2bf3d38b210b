"""The local web: provider twins, mail and a virtual clock around the production code."""
