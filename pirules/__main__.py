"""`python -m pirules` runs the command line."""

from pirules.cli import main

if __name__ == "__main__":
    main()
