"""`python -m framing_tui` is the same program as `framing-tui`."""

from framing_tui.cli import main

if __name__ == "__main__":
    main()
