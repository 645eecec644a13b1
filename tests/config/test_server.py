"""The server's own messages name no reader."""

import logging

from config.server import QuietLogger, accesslog, without_readers


def record(words: str, *values: object) -> logging.LogRecord:
    return logging.LogRecord("gunicorn.error", logging.WARNING, __file__, 1, words, values, None)


def test_addresses_and_questions_are_left_out() -> None:
    broken = record("Invalid request from ip=%s: %s", "192.0.2.7", "bad header")
    asked = record("Error handling request %s", "/search/?q=my+secret+name&page=2")
    assert without_readers(broken)
    assert without_readers(asked)
    assert broken.getMessage() == "Invalid request from  bad header"
    assert asked.getMessage() == "Error handling request /search/"


def test_there_is_no_access_log_and_the_filter_is_in_place() -> None:
    class Settings:
        def __getattr__(self, name: str) -> None:
            return None

        loglevel = "warning"
        errorlog = "-"
        logger_class = QuietLogger

    logger = QuietLogger(Settings())
    assert accesslog is None
    assert without_readers in logger.error_log.filters
    logger.error_log.removeFilter(without_readers)
