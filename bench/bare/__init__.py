"""A bare Wagtail: one page type, one heading, the settings that `wagtail start` writes. It measures our home page."""
