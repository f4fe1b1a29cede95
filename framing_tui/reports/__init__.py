"""Findings for people and machines; the formats are one table in `formats`."""
