"""Which addresses may be asked, and what an answer means."""

import pytest

from forums.enums import LinkState
from forums.formats.addresses import by_host, host_of, is_public, meaning_of


@pytest.mark.parametrize("ip", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_the_wide_world_may_be_asked(ip: str) -> None:
    assert is_public(ip, 443)
    assert is_public(ip, 80)
    assert not is_public(ip, 22)
    assert not is_public(ip, 8000)


@pytest.mark.parametrize(
    "ip",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "2002:7f00:1::1", "fec0::1", "64:ff9b::a00:1", "64:ff9b:1::a00:1", "::7f00:1", "::ffff:0:7f00:1",
    ],
)  # fmt: skip
def test_what_is_inside_may_not(ip: str) -> None:
    assert not is_public(ip, 443)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        (200, LinkState.ALIVE), (206, LinkState.ALIVE), (404, LinkState.DEAD), (410, LinkState.DEAD),
        (301, LinkState.UNSURE), (401, LinkState.UNSURE), (403, LinkState.UNSURE), (429, LinkState.UNSURE),
        (451, LinkState.UNSURE), (500, LinkState.UNSURE), (503, LinkState.UNSURE), (100, LinkState.UNSURE),
    ],
)  # fmt: skip
def test_only_two_words_mean_that_nothing_is_there(status: int, state: LinkState) -> None:
    assert meaning_of(status) == state


def test_addresses_by_their_hosts() -> None:
    urls = ["https://A.example/1", "https://b.example/", "http://a.example:80/2", "https://A.example/1", "http://[x"]
    assert by_host(urls) == {
        "a.example": ["https://A.example/1", "http://a.example:80/2"],
        "b.example": ["https://b.example/"],
        "": ["http://[x"],
    }
    assert host_of("mailto:x@y.example") == ""
