"""The interview line by line: a core that takes lines and gives prompts, and two doors to it."""
