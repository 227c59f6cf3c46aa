"""Base64url and JSON, as every part of the protocol has them (docs/protocol.md, Conventions and HTTP)."""

import base64
import json
import re
from typing import Any, NoReturn

# Canonical: the unused low bits of the last character are zero.
BASE64URL = {16: r"[A-Za-z0-9_-]{21}[AQgw]", 32: r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"}
MAX_DIGITS = 4_300  # Python makes no int of more


def encode(data: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def decode(text: str, size: int) -> bytes:
    """The 16 or 32 bytes of a canonical base64url without padding; else ValueError."""
    if not re.fullmatch(BASE64URL[size], text):
        raise ValueError(f"not {size} bytes in canonical base64url")
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def parse_json(data: bytes | str) -> Any:
    """The value of a JSON text in UTF-8 without a byte order mark; else ValueError (HTTP, JSON)."""

    def refuse(name: str) -> NoReturn:
        raise ValueError(f"{name} is not JSON")

    def integer(digits: str) -> float:
        return int(digits) if len(digits) <= MAX_DIGITS else float(digits)

    try:
        text = data if isinstance(data, str) else data.decode("utf-8")
        return json.loads(text, parse_constant=refuse, parse_int=integer)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def parse_object(data: bytes | str) -> dict[str, Any]:
    """The same for what the relay sends: one object."""
    value = parse_json(data)
    if not isinstance(value, dict):
        raise ValueError("not an object")
    return value
