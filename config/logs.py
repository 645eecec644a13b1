"""What a log may say of a request that broke."""

import logging


def with_route_only(record: logging.LogRecord) -> bool:
    """Put the pattern of the address in place of the address, which may hold a key or a name; lets all records pass."""
    request = getattr(record, "request", None)
    if request is not None and isinstance(record.args, tuple):
        match = getattr(request, "resolver_match", None)
        route = f"/{match.route}" if match else "an address that leads nowhere"
        record.args = tuple(route if arg == request.path else arg for arg in record.args)
        record.request = None
    return True
