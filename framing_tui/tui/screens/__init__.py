"""The interview screen and the small screens over it."""
