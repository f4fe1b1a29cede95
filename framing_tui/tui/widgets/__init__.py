"""What stands around the form: bars, cells, sections, findings and pictures."""
