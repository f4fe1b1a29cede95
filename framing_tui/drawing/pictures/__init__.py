"""What is easier seen than read: drawn from a framing and its assessment."""
