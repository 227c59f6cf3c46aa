"""The room link (docs/protocol.md, section 0)."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from wire import BASE64URL, decode, encode

DEFAULT_PORTS = {"http": 80, "https": 443}
HOST = r"(?:\[[0-9A-Fa-f:.]+\]|(?:[\w.~!$'()*+,;=&-]|%[0-9A-Fa-f]{2})+)"
ORIGIN = re.compile(rf"(?i:https?)://{HOST}(?::[0-9]*)?", re.ASCII)
FRAGMENT = r"(?:[\w.~!$'()*+,;=:@/?&-]|%[0-9A-Fa-f]{2})*"
LINK = re.compile(rf"({ORIGIN.pattern})/r/({BASE64URL[16]})#({FRAGMENT})", re.ASCII)


def parse_origin(text: str) -> str:
    """Scheme, host and port, in small letters and without a default port; else ValueError."""
    if not ORIGIN.fullmatch(text):
        raise ValueError("not an origin")
    parts = urlsplit(text)  # its port is a ValueError above 65535
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    is_default = parts.port in (None, DEFAULT_PORTS[parts.scheme])
    return f"{parts.scheme}://{host}" if is_default else f"{parts.scheme}://{host}:{parts.port}"


@dataclass(frozen=True)
class Link:
    """A link in its parts. Neither key nor secret is in its repr."""

    origin: str
    room_id: str
    key: bytes = field(repr=False)  # never sent anywhere
    room_secret: str = field(repr=False)  # sent in room:join alone

    @classmethod
    def parse(cls, text: str) -> "Link":
        """Reads a link; one with a part that is not canonical is a ValueError, which does not repeat it."""
        match = LINK.fullmatch(text)
        if match is None:
            raise ValueError("this is no room link")
        parameters = match[3].split("&")  # those with other names are ignored
        keys = [parameter[2:] for parameter in parameters if parameter.startswith("k=")]
        secrets = [parameter[2:] for parameter in parameters if parameter.startswith("s=")]
        if len(keys) != 1 or len(secrets) != 1:
            raise ValueError("a room link has one key and one secret")
        decode(secrets[0], 16)
        return cls(parse_origin(match[1]), match[2], decode(keys[0], 32), secrets[0])

    def __str__(self) -> str:
        return f"{self.origin}/r/{self.room_id}#k={encode(self.key)}&s={self.room_secret}"
