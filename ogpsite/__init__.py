"""ogpsite: site = f(files, day). Everything else is a door to it."""

__version__ = "0.1.0"
MODEL = 1  # the version of the content model that this program reads
