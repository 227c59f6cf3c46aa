"""Steps 1 and 2 over HTTP: from a proof of work to a room and its link (docs/protocol.md, HTTP)."""

import hashlib
import json
import os
import re
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from codes import CODES, NEW_CHALLENGE, PugError
from link import Link, parse_origin
from wire import parse_object

TOKEN = re.compile(r"[A-Za-z0-9_-]{1,128}")
MAX_DIFFICULTY_BITS, DIGEST_BITS = 24, 256
CHALLENGES = 3
ANSWER_SECONDS = 10


def meets(digest: bytes, difficulty: int) -> bool:
    """Whether a digest begins with so many zero bits (section 1)."""
    return int.from_bytes(digest, "big") >> (DIGEST_BITS - difficulty) == 0


def solve(token: str, difficulty: int) -> str:
    """A nonce with which SHA-256(token ‖ nonce) meets the difficulty (section 1)."""
    hashed_token = hashlib.sha256(token.encode("ascii"))
    number = 0
    while True:
        attempt = hashed_token.copy()  # the token is not hashed anew for every try
        attempt.update(b"%x" % number)
        if meets(attempt.digest(), difficulty):
            return f"{number:x}"
        number += 1


def create(relay: str, ttl: int | None = None, capacity: int | None = None) -> Link:
    """Makes a room for `ttl` seconds and `capacity` members, if the relay's ranges allow them; else PugError.

    Join it before anybody is shown the link: the first to join is the creator (section 0).
    """
    try:
        origin = parse_origin(relay)
    except ValueError:
        raise PugError("unreachable") from None
    wishes = {name: wish for name, wish in (("ttl", ttl), ("capacity", capacity)) if wish is not None}
    challenges = 0
    while True:
        challenges += 1
        try:
            return create_once(origin, wishes)
        except PugError as error:
            if challenges == CHALLENGES or error.code not in NEW_CHALLENGE:
                raise
        except (ValueError, TypeError, LookupError, AttributeError):  # an answer that is not of its form
            raise PugError("misbehaving_relay") from None


def create_once(origin: str, wishes: dict[str, int]) -> Link:
    token, difficulty = work_of(ask(f"{origin}/api/pow-challenge"))
    session = ask(f"{origin}/api/pow-redeem", body={"token": token, "nonce": solve(token, difficulty)})
    room = ask(f"{origin}/api/create-room?{urlencode(wishes)}", token=session["sessionToken"])
    link = Link(origin, room["roomId"], os.urandom(32), room["roomSecret"])
    return Link.parse(str(link))  # what the relay made must be canonical too


def work_of(challenge: dict[str, Any]) -> tuple[str, int]:
    """Token and difficulty of a challenge; over 24 bits are refused, what is ill-formed is a ValueError."""
    token, difficulty = challenge["token"], challenge["difficulty"]
    if challenge["algorithm"] != "SHA-256" or not TOKEN.fullmatch(token):
        raise ValueError("not a challenge")
    if type(difficulty) is not int or not 0 <= difficulty <= DIGEST_BITS:
        raise ValueError("not a difficulty")
    if difficulty > MAX_DIFFICULTY_BITS:
        raise PugError("difficulty_too_high")
    return token, difficulty


def ask(url: str, token: str | None = None, body: dict[str, str] | None = None) -> dict[str, Any]:
    """One request and its JSON answer; an error answer is the PugError of its code (HTTP, Answers)."""
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    data = None if body is None else json.dumps(body).encode()
    try:
        with urlopen(Request(url, data, headers), timeout=ANSWER_SECONDS) as answer:
            return parse_object(answer.read())
    except HTTPError as error:
        raise PugError(code_of(error)) from None
    except (OSError, HTTPException):
        raise PugError("unreachable") from None


def code_of(answer: HTTPError) -> str:
    """The code of an error answer; "not_found" if it has none, and so does not come from a relay."""
    try:
        code: str = parse_object(answer.read())["error"]["code"]
        return code if code in CODES else "refused"
    except (OSError, HTTPException, ValueError, TypeError, LookupError):
        return "not_found"
