"""framing-tui: an interview that frames a machine-learning project before it is built."""

__version__ = "0.1.0"
