"""Whole processes: started, stopped, killed, two at once. They take their time and are no unit tests."""
