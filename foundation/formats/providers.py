"""Who keeps a recording: the name that readers know a host by."""

from urllib.parse import urlsplit

# The registered name of the host → the name of the service. Anything else is called by its host.
PROVIDERS = {
    "youtube.com": "YouTube",
    "youtu.be": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "vimeo.com": "Vimeo",
    "dailymotion.com": "Dailymotion",
    "soundcloud.com": "SoundCloud",
    "archive.org": "Internet Archive",
    "media.ccc.de": "media.ccc.de",
    "webtv.un.org": "UN Web TV",
    "media.un.org": "UN Web TV",
    "facebook.com": "Facebook",
    "c-span.org": "C-SPAN",
}


def provider_of(url: str) -> str:
    """The service behind an address, its host when we know no better, "" when there is none."""
    try:
        host = (urlsplit(url.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    known = (name for domain, name in PROVIDERS.items() if host == domain or host.endswith(f".{domain}"))
    return next(known, host)
