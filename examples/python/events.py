"""What a relay sends over the socket, and its form (docs/protocol.md, WebSocket, sections 3 to 6, Errors)."""

import re
from collections.abc import Callable
from typing import Any

from wire import BASE64URL, parse_object

KEEP_ALIVE, MESSAGE = 0x00, 0x01  # the first byte of a binary frame
MIN_MESSAGE_BYTES, MAX_MESSAGE_BYTES = 33, 16_000
USERNAME = re.compile(r"(?=.{1,32}$)[a-z]+-[a-z]+(?:-[0-9]+)?")
MAX_U32 = 2**32 - 1

Check = Callable[[Any], bool]


def of(kind: type) -> Check:
    return lambda value: type(value) is kind


def between(least: int, most: float) -> Check:
    return lambda value: type(value) is int and least <= value <= most


def like(pattern: str | re.Pattern[str]) -> Check:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


def is_members(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, dict) and has(MEMBER, one) for one in value)


COUNT = between(0, float("inf"))
MEMBER = {"memberId": between(1, MAX_U32), "username": like(USERNAME)}
TIMES = {"expiresAt": COUNT, "ttlRemaining": COUNT}
JOINED = {"creator": of(bool), "members": is_members, "view": like(BASE64URL[32]), "capacity": COUNT}
EVENTS: dict[str, dict[str, Check]] = {
    "room:joined": MEMBER | JOINED | TIMES,
    "presence:join": MEMBER | {"tag": like(BASE64URL[16])},
    "presence:leave": {"memberId": MEMBER["memberId"]},
    "room:expired": {"reason": like("ttl|purge")},
    "error": {"code": of(str), "message": of(str)},
}


def has(fields: dict[str, Check], value: dict[str, Any]) -> bool:
    return all(check(value.get(name)) for name, check in fields.items())


def read_event(text: str | bytes) -> dict[str, Any] | None:
    """The event in a text frame, or None if its type is not known; ValueError if it is not of its form."""
    event = parse_object(text)
    if not isinstance(event.get("type"), str):
        raise ValueError("no type")
    fields = EVENTS.get(event["type"])
    if fields is None:
        return None
    if not has(fields, event):
        raise ValueError("not of its form")
    return event


def read_frame(frame: bytes) -> bytes | None:
    """A binary frame if it is a message, None if it is to be ignored; ValueError if it is not of its form."""
    if not frame or (frame[0] == KEEP_ALIVE and len(frame) != 1):
        raise ValueError("not of its form")
    if frame[0] != MESSAGE:
        return None
    if not MIN_MESSAGE_BYTES <= len(frame) <= MAX_MESSAGE_BYTES:
        raise ValueError("not a message's length")
    return frame
