"""ogpsite: site = f(files, day). Everything else is a door to it."""

__version__ = "0.1.0"
