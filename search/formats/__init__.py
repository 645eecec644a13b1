"""What is made of an answer, purely."""
