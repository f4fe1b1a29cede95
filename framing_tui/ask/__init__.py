"""The interview line by line: a core that takes lines and gives prompts, with two prompters."""
