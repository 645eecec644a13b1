"""Addresses elsewhere: which of them may be asked, and what an answer means."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from forums.enums import LinkState

WEB_PORTS = frozenset({80, 443})
GONE = frozenset({404, 410})
# The one part of IPv6 that is given out to the world (IANA, "IPv6 Global Unicast Address Assignments").
UNICAST = ipaddress.ip_network("2000::/3")
# IPv4 as machines see it that have IPv6 alone: the address in the last 32 bits (RFC 6052, 2.1).
NAT64 = ipaddress.ip_network("64:ff9b::/96")
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


def is_public(ip: str, port: int) -> bool:
    """Whether this is a web server of the wide world, and not something inside our own house or its neighbours."""
    address = inner(ipaddress.ip_address(ip.split("%")[0]))
    is_given_out = address.version == 4 or address in UNICAST
    return port in WEB_PORTS and is_given_out and address.is_global and not address.is_multicast


def inner(address: Address) -> Address:
    """The IPv4 address that an address of IPv6 stands for; any other as it is."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address


def meaning_of(status: int) -> LinkState:
    """What an HTTP status says of an address: only 404 and 410 say that nothing is there."""
    if 200 <= status < 300:
        return LinkState.ALIVE
    return LinkState.DEAD if status in GONE else LinkState.UNSURE


def host_of(url: str) -> str:
    """Who answers at an address, in lower case; "" when it names nobody."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def by_host(urls: Iterable[str]) -> dict[str, list[str]]:
    """Host → its addresses, each once, in the order in which they came."""
    found: dict[str, list[str]] = {}
    for url in dict.fromkeys(urls):
        found.setdefault(host_of(url), []).append(url)
    return found
