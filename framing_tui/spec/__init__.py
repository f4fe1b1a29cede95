"""The one-page kickoff spec: what it holds, and how it is written out.

Why nothing is gathered here: the app draws the page without the template engine, and should not
pay for its import.
"""
