"""What is true of a terminal whoever draws on it: its sequences, its encoding, its size."""
