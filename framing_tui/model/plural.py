"""How many of something, in words."""


def plural(number: int, word: str) -> str:
    """Return a number with the word for what is counted: 1 warning, 2 warnings."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
