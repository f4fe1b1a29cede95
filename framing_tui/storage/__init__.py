"""The only room that touches disk: TOML in and out, saved whole or not at all."""
