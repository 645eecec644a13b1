"""One protocol, its engines, and the analysis of words that they share."""
