"""The questions as they are gone through: what is asked now, how each stands, where keys lead."""
