"""Lets `python -m ogpsite` be the same as the command `ogpsite`."""

from ogpsite.cli import main

if __name__ == "__main__":
    main()
