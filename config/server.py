"""How gunicorn serves the site, and how it keeps quiet about its readers.

Its own messages about broken requests carry the sender's address and the question; neither may reach a log.
"""

import logging
import re

from gunicorn.glogging import Logger

PERSONAL = re.compile(r"ip=\S+|\?\S*")


def without_readers(record: logging.LogRecord) -> bool:
    """Strip addresses and query strings from a record; always lets it pass."""
    record.msg, record.args = PERSONAL.sub("", record.getMessage()), None
    return True


class QuietLogger(Logger):
    """Gunicorn's log of errors, without who asked for what; there is no access log."""

    def setup(self, cfg: object) -> None:
        """Add the filter after gunicorn's own set-up."""
        super().setup(cfg)
        self.error_log.addFilter(without_readers)


wsgi_app = "config.wsgi"
logger_class = QuietLogger
accesslog = None
# Nothing is written outside `var/`.
control_socket_disable = True
loglevel = "warning"
workers = 2
threads = 4
worker_class = "gthread"
preload_app = True
timeout = 60
graceful_timeout = 5
# A question of 800 letters of any script, each three bytes that an address writes as nine signs.
limit_request_line = 8190
max_requests = 5000
max_requests_jitter = 500
