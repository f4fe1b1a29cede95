"""The vocabulary: questions, kinds of answer, and the framing that holds the answers."""
