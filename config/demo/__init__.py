"""The demonstration: true facts about past forums, our words about them, and how both come and go."""
