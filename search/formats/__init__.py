"""Pure drawings of an answer."""
