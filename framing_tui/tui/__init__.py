"""The full-screen interview; the only room that imports textual."""
