"""The calculators: typed inputs in, one figure out, with its working, assumptions and source."""
