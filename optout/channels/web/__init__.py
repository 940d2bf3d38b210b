"""Pages and forms, in a browser or by plain HTTP."""
