"""A Pug Network client, and a chat in a terminal. Docstrings begin with headings of docs/protocol.md.

python3 pug.py create http://localhost:3000 [ttl=SECONDS] [capacity=MEMBERS]
python3 pug.py join ['LINK']
"""

import asyncio
import hashlib
import json
import os
import re
import secrets
import struct
import sys
import time
from base64 import urlsafe_b64decode
from collections.abc import Callable
from contextlib import closing, suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from websockets import ConnectionClosed, WebSocketException, connect

# Code table: the room has ended; try again later; begin again at step 1. Any other code is final.
ENDED = {4410: "room_expired", 4411: "room_purged"}
LATER = {1001: "server_shutdown", 1006: "lost", 4408: "join_timeout", 4429: "rate_limited"}
LATER |= {4503: "server_full", 4508: "slow_consumer"}
CLOSES = ENDED | LATER | {4400: "bad_frame", 4401: "bad_secret", 4404: "room_not_found", 4409: "room_full"}
AGAIN = {"session_invalid", "pow_invalid", "pow_replayed", "pow_expired"}
# All numbers; Kinds
MAX_DIFFICULTY, MAX_BODY, MAX_PLAINTEXT, BLOCK = 24, 15_845, 15_872, 256
OVERHEAD = 59  # type, senderId, IV, what precedes the body, GCM tag
WINDOW_MESSAGES, WINDOW_BYTES, QUIET_SECONDS, ANSWER_SECONDS, NEW_HERE_SECONDS = 32, 65_536, 20, 10, 10
TEXT, JSON, BYTES, APPLICATION = 0, 1, 2, 128
# HTTP, WebSocket: the fields of what a relay sends, and what need() asks of each.
ID, KEY = r"[\w-]{21}[AQgw]", r"[\w-]{42}[AEIMQUYcgkosw048]"  # 16 and 32 bytes in canonical base64url
TOKEN, BITS, COUNT, RATE = r"[\w-]{1,128}", range(MAX_DIFFICULTY + 1), range(2**53), range(1, 2**53)
MEMBER = {"memberId": (int, range(1, 2**32)), "username": (str, r"(?=.{3,32}$)[a-z]+-[a-z]+(-\d+)?")}
ROOM = {"creator": (bool,), "members": (list, (dict, MEMBER)), "view": (str, KEY), "capacity": (int, COUNT)}
ANSWERS: dict[str, dict[str, Any]] = {
    "/api/pow-challenge": {"token": (str, TOKEN), "algorithm": (str, "SHA-256"), "difficulty": (int, BITS)},
    "/api/pow-redeem": {"sessionToken": (str, "[!-~]+")},
    "/api/create-room": {"roomId": (str, ID), "roomSecret": (str, ID)},
    "/api/limits": {"rate": (dict, {"frames": (int, RATE), "bytes": (int, RATE)})},
    "error": {"error": (dict, {"code": (str, r"\w+")})},
}
EVENTS: dict[str, dict[str, Any]] = {
    "room:joined": MEMBER | ROOM | {"expiresAt": (int, COUNT), "ttlRemaining": (int, COUNT)},
    "presence:join": MEMBER | {"tag": (str, ID)},
    "presence:leave": {"memberId": MEMBER["memberId"]},
    "room:expired": {"reason": (str, "ttl|purge")},
    "error": {"code": (str,), "message": (str,)},
}


class PugError(Exception):
    """Why something failed: a code, and never a key, a secret or content."""


def need(value: Any, kind: type, form: Any = None) -> Any:
    """The value if it has the type and form (a pattern, a range, that of fields or items); else ValueError."""
    fits = type(value) is kind
    if fits and isinstance(form, dict):
        fits = all(need(value.get(name), *rule) is not None for name, rule in form.items())
    elif fits and isinstance(form, tuple):
        fits = all(need(item, *form) for item in value)
    elif fits and form is not None:
        fits = value in form if kind is int else re.fullmatch(form, value, re.ASCII) is not None
    if not fits:
        raise ValueError("not of the specified form")
    return value


def parse(data: str | bytes) -> Any:
    """HTTP, JSON: the value of a text, else ValueError; int() refuses NaN and Infinity, which are no JSON."""
    return json.loads(data if isinstance(data, str) else data.decode(), parse_constant=int)


class Link:
    """0. The link. One with a part that is not canonical is a ValueError, which does not repeat it."""

    HOST = r"\[[\da-fA-F:.]+\]|([\w.~!$&'()*+,;=-]|%[\da-fA-F]{2})+"
    PORT = r"\d{0,4}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5]"
    ORIGIN = rf"(?i:https?)://({HOST})(:({PORT}))?"
    FRAGMENT = r"([\w.~!$&'()*+,;=:@/?-]|%[\da-fA-F]{2})*"

    def __init__(self, text: str) -> None:
        address, _, fragment = text.partition("#")
        origin, _, room_id = address.partition("/r/")
        parameters = need(fragment, str, self.FRAGMENT).split("&")
        [key], [secret] = ([one[2:] for one in parameters if one.startswith(name)] for name in ("k=", "s="))
        self.origin, self.room_id = need(origin, str, self.ORIGIN).lower(), need(room_id, str, ID)
        self.key, self.secret = urlsafe_b64decode(need(key, str, KEY) + "="), need(secret, str, ID)
        self.text = f"{self.origin}/r/{room_id}#k={key}&s={secret}"
        self.aad = b"pug.v1\0" + room_id.encode() + b"\0"  # Additional authenticated data, up to senderId


def ask(origin: str, path: str, query: str = "", body: str | None = None, **headers: str) -> Any:
    """HTTP: one request and its answer. An error is the PugError of its code."""
    kind: Any = HTTPSConnection if origin.startswith("https") else HTTPConnection
    try:
        with closing(kind(origin.partition("//")[2], timeout=ANSWER_SECONDS)) as connection:
            connection.request("POST" if body else "GET", path + query, body, headers)
            answer = connection.getresponse()
            told = need(parse(answer.read()), dict, ANSWERS[path if answer.status == 200 else "error"])
    except (OSError, HTTPException):
        raise PugError("unreachable") from None
    except (ValueError, RecursionError):
        raise PugError("misbehaving_relay") from None
    if answer.status != 200:
        raise PugError(told["error"]["code"])
    return told


def create(relay: str, wishes: str = "", challenges: int = 3) -> Link:
    """1. Challenge, 2. Create: a new room. Its creator joins it before it shows the link to anybody."""
    origin = need(relay, str, Link.ORIGIN).lower()
    try:
        challenge, nonce = ask(origin, "/api/pow-challenge"), 0
        token, shift = challenge["token"], 256 - challenge["difficulty"]  # what follows the zero bits
        while int.from_bytes(hashlib.sha256(f"{token}{nonce:x}".encode()).digest(), "big") >> shift:
            nonce += 1
        proof = json.dumps({"token": token, "nonce": f"{nonce:x}"})
        session = ask(origin, "/api/pow-redeem", body=proof)["sessionToken"]
        room = ask(origin, "/api/create-room", f"?{wishes}", Authorization=f"Bearer {session}")
        return Link(f"{origin}/r/{room['roomId']}#k={secrets.token_urlsafe(32)}&s={room['roomSecret']}")
    except PugError as error:
        if str(error) not in AGAIN or challenges == 1:
            raise
        return create(relay, wishes, challenges - 1)


def read(data: str | bytes) -> Any:
    """WebSocket: an event or a message; None if it is to be ignored, ValueError if it is not of its form."""
    if isinstance(data, str):
        event = need(parse(data), dict, {"type": (str,)})
        return need(event, dict, EVENTS[event["type"]]) if event["type"] in EVENTS else None
    need(data, bytes, rb"(?s)\x00|\x01.{32,15999}|[^\x00\x01].*")  # keep-alive, message, unknown
    return data if data[0] == 1 else None


class Room:
    """3. Join to 6. Purge, Envelope: a place in a room; `tell` learns what happens, whose it is, and more."""

    def __init__(self, link: Link, tell: Callable[..., None]) -> None:
        self.link, self.tell, self.why, self.since, self.free_at = link, tell, "", 0.0, 0.0
        self.member_id, self.creator, self.lifetime = 0, False, asyncio.timeout(None)
        self.tag = secrets.token_urlsafe(16)  # fresh for each connection, as a Room is
        self.seq, self.epoch, self.views, self.names = 0, 0, dict[int, bytes](), dict[int, str]()
        self.seen: dict[int, int] = {}  # the last seq of each member; it outlives presence:leave
        self.joined, self.echoed, self.turn = asyncio.Event(), asyncio.Event(), asyncio.Lock()
        self.unconfirmed: dict[bytes, int] = {}  # the frames sent and not echoed, with their seqs

    async def run(self) -> str:
        """Joins, and gives the code of why it is over, once all that came before has been told."""
        options: Any = {"subprotocols": ["pug.v1"], "compression": None, "ping_interval": None}
        try:
            self.rate = (await asyncio.to_thread(ask, self.link.origin, "/api/limits"))["rate"]
            async with connect(f"ws{self.link.origin[4:]}/ws", close_timeout=1, **options) as self.socket:
                await self.talk()
        except PugError as error:
            self.why = str(error)
        except ConnectionClosed:
            close = self.socket.close_code or 1006
            self.why = self.why or CLOSES.get(close, "refused" if close // 100 == 44 else "lost")
        except TimeoutError:
            self.why = "room_expired" if self.lifetime.expired() else "lost"
        except (OSError, WebSocketException):
            self.why = "unreachable"
        except (ValueError, RecursionError):
            self.why = "misbehaving_relay"
        for seq in self.unconfirmed.values():  # of unknown fate; never sent again
            self.tell("lost", self.member_id, seq)
        return self.why

    async def talk(self) -> None:
        """3. Join, then takes what comes, until the time is up by one's own clock (6. Purge)."""
        need(self.socket.subprotocol, str, "pug.v1")
        join = {"roomId": self.link.room_id, "roomSecret": self.link.secret, "tag": self.tag}
        await self.socket.send(json.dumps({"type": "room:join"} | join))
        for clock in (self.lifetime, asyncio.timeout(0)):  # the second for what had come before the end
            with suppress(TimeoutError):
                async with clock:
                    while True:
                        self.take(await self.receive())
        raise TimeoutError

    async def receive(self) -> str | bytes:
        """4. Message, Keep-alive: what comes next, after a question if the relay is quiet."""
        with suppress(TimeoutError):
            async with asyncio.timeout(QUIET_SECONDS):
                return await self.socket.recv()
        async with asyncio.timeout(ANSWER_SECONDS):
            await self.socket.send(b"\x00")
            return await self.socket.recv()

    def take(self, data: str | bytes) -> None:
        """3. Join to 6. Purge: what a relay sends; ValueError if it breaks the protocol."""
        match read(data):
            case {"type": "error", "code": "not_creator"}:
                self.tell("not_creator", self.member_id)
            case {"type": "error", "code": code}:
                self.why = code if code in CLOSES.values() else ""
            case {"type": "room:expired", "reason": reason}:
                raise PugError("room_purged" if reason == "purge" else "room_expired")
            case {"type": "room:joined", "memberId": member} as event if not self.views:
                self.member_id, self.creator, self.since = member, event["creator"], time.monotonic()
                self.names = {one["memberId"]: one["username"] for one in event["members"]}
                self.epoch, self.views[member - 1] = member - 1, urlsafe_b64decode(event["view"] + "=")
                self.enter(event, self.tag)
                self.lifetime.reschedule(self.since + event["ttlRemaining"] / 1_000)
                self.joined.set()
                self.tell("joined", member)
            case {"type": "presence:join", "tag": tag} as event if self.views:
                self.enter(event, tag)
                self.tell("came", self.epoch)
            case {"type": "presence:leave", "memberId": member} if self.views:
                self.tell("went", member)
            case bytes(frame) if self.views:
                self.judge(frame)
            case dict() | bytes():
                raise ValueError("out of place")

    def enter(self, event: dict[str, Any], tag: str) -> None:
        """3. Join, Views: the next member, with the next memberId and view."""
        member, name = need(event["memberId"], int, [self.epoch + 1]), event["username"]
        joining = struct.pack(">I", member) + urlsafe_b64decode(tag + "==") + name.encode()
        self.views[member] = hashlib.sha256(self.views[self.epoch] + joining).digest()
        self.epoch, self.names[member] = member, name

    def judge(self, frame: bytes) -> None:
        """4. Message: whether a frame is an echo. Receiving: what the four steps make of any other."""
        sender = int.from_bytes(frame[1:5], "big")
        if sender == self.member_id:
            seq = self.unconfirmed.pop(frame, 0)
            self.echoed.set()
            return self.tell("acknowledged", sender, seq) if seq else self.tell("forged", sender)
        try:  # 1. Open it.
            plaintext = AESGCM(self.link.key).decrypt(frame[5:17], frame[17:], self.link.aad + frame[1:5])
            if plaintext[:1] not in (b"\x01", b""):
                return self.tell("unsupported", sender)
            seq, epoch = struct.unpack_from(">II", plaintext, 1)
            if epoch < self.member_id:  # 2. Compare the view.
                is_new_here = time.monotonic() < self.since + NEW_HERE_SECONDS
                return None if is_new_here else self.tell("replay", sender)
            if plaintext[9:25] != self.views[epoch][:16]:
                raise ValueError("another view")
            missing = seq - 1 - self.seen.get(sender, 0 if sender > self.member_id else seq - 1)
            if missing < 0:  # 3. Compare the seq.
                return self.tell("replay", sender)
            if missing:
                self.tell("gap", sender, missing)
            self.seen[sender] = seq  # 4. Read the rest. From here on the seq is used up.
            need(len(plaintext), int, range(BLOCK, MAX_PLAINTEXT + 1, BLOCK))
            parts = need(re.fullmatch(rb"(?s).{25}(.)(.*)\x80\x00{0,255}", plaintext), re.Match)
            kind, body = parts[1][0], parts[2]
            if kind in (TEXT, JSON):
                (bytes.decode if kind == TEXT else parse)(body)  # ValueError if it is ill-formed
        except (InvalidTag, struct.error, KeyError, ValueError, RecursionError):
            return self.tell("undecryptable", sender)
        if BYTES < kind < APPLICATION:
            return self.tell("unsupported", sender)
        return self.tell("message", sender, kind, body)

    async def send(self, kind: int, body: bytes) -> int:
        """4. Message, Blob, Plaintext, Padding: sends once window and rate allow it. Gives the seq."""
        if len(body) > MAX_BODY:
            raise PugError("message_too_large")
        content = body + b"\x80" + bytes(-(27 + len(body)) % BLOCK)
        most = WINDOW_BYTES - OVERHEAD - len(content)
        async with self.turn:  # one message at a time
            while len(self.unconfirmed) == WINDOW_MESSAGES or sum(map(len, self.unconfirmed)) > most:
                self.echoed.clear()
                await self.echoed.wait()
            await asyncio.sleep(self.free_at - time.monotonic())
            self.seq += 1  # From here to sending nothing is awaited, so nobody can join in between.
            head, iv = struct.pack(">BI", 1, self.member_id), secrets.token_bytes(12)
            fields = 1, self.seq, self.epoch, self.views[self.epoch], kind
            plaintext = struct.pack(">BII16sB", *fields) + content  # struct.error if the seq would wrap
            frame = head + iv + AESGCM(self.link.key).encrypt(iv, plaintext, self.link.aad + head[1:])
            self.unconfirmed[frame] = self.seq
            self.free_at = time.monotonic() + max(1 / self.rate["frames"], len(frame) / self.rate["bytes"])
            await self.socket.send(frame)
            return self.seq

    async def purge(self) -> None:
        """6. Purge: asks the relay, which grants it to the creator."""
        await self.socket.send('{"type":"room:purge"}')

    async def leave(self) -> None:
        """5. Leave."""
        self.why = "left"
        await self.socket.close()


async def main() -> None:
    """Creates or joins a room, says what happens there, and sends what is typed."""

    def say(text: str) -> None:  # without control characters: others wrote it, and a terminal would obey them
        print("".join(c if c.isprintable() else ascii(c)[1:-1] for c in text), flush=True)

    def hear(what: str, member: int, *more: Any) -> None:
        name = room.names.get(member, member)
        if what == "message":
            say(f"{name}: {more[1].decode() if more[0] <= JSON else more[1].hex()}")
        else:
            say(" ".join(["*", str(name), what, *map(str, more)]))

    async def read_line() -> str:
        line = await asyncio.to_thread(sys.stdin.buffer.readline)
        return line.decode(errors="replace").rstrip("\r\n") if line else "/leave"

    async def type_lines() -> None:
        await room.joined.wait()
        say(f"here: {', '.join(room.names.values())}")
        if room.creator:  # not before it has joined, since the first to join is the creator
            say(f"link: {link.text}")
        while (line := await read_line()) != "/leave":
            try:
                await (room.purge() if line == "/purge" else room.send(TEXT, line.encode()))
            except PugError as error:
                say(f"* {error}")
        await room.leave()

    try:
        match sys.argv[1:]:
            case ["create", relay, *wishes]:
                link = await asyncio.to_thread(create, relay.rstrip("/"), "&".join(wishes))
            case ["join", *given]:
                link = Link(given[0] if given else await read_line())
            case _:
                sys.exit(__doc__)
        room = Room(link, hear)
        typing = asyncio.create_task(type_lines())
        end = await room.run()
    except PugError as error:
        end = str(error)
    except ValueError:
        end = "bad_link"
    except asyncio.CancelledError:  # Ctrl-C
        end = "left"
    say(f"over: {end}{', try again later' if end in LATER.values() else ''}")
    os._exit(0 if end in {"left", *ENDED.values()} else 1)  # a thread may still wait for a line


if __name__ == "__main__":
    asyncio.run(main())
