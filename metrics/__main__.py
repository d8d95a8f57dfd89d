"""`python -m metrics`: the same doors as the app, for routines, tests and people who like a terminal."""

from metrics.command_line import main

if __name__ == "__main__":
    raise SystemExit(main())
