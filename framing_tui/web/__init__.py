"""The app in a browser: a guarded server on this machine alone; what needs the extra `web`."""
