"""The parts of the main screen, each a list of drawn rows."""
