"""What is drawn as rows of text in inks, known without any toolkit: pictures, widths, glyphs."""
