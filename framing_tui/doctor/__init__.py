"""What works on this machine and in this terminal, and what to do about the rest."""
