"""Screens over the main one: each is asked something and returns a value."""
