"""A place in a room: steps 3 to 6 over one WebSocket (docs/protocol.md, WebSocket)."""

import asyncio
import json
import os
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from websockets import connect
from websockets.exceptions import ConnectionClosed, WebSocketException

import envelope
from codes import CODES, PugError, code_of_close
from envelope import Event, Receiver
from events import KEEP_ALIVE, read_event, read_frame
from link import Link
from pace import Pace, rates_of
from wire import decode, encode

SUBPROTOCOL = "pug.v1"
QUIET_SECONDS, ANSWER_SECONDS = 20, 10  # until a keep-alive; the wait for its answer (section 4)
NEW_HERE_SECONDS = 10  # silence about what was sealed before one was known (Receiving)
WINDOW_MESSAGES, WINDOW_BYTES = 32, 65_536  # sent and not yet echoed (section 4)
CLOSE_SECONDS = 2
MAX_TTL_MS = 10**12  # more than any room lives, less than a clock can hold


class Room:
    """One's place in a room. `events` tells what happens there, until `end` says why it is over."""

    def __init__(self, link: Link, socket: Any, pace: Pace) -> None:
        loop = asyncio.get_running_loop()
        self.link, self.member_id, self.creator = link, 0, False
        self.names: dict[int, str] = {}  # of everybody who is or was here
        self.unconfirmed: dict[bytes, int] = {}  # the frames sent and not yet echoed, and their seqs
        self.end: PugError | None = None
        self._socket, self._pace, self._now = socket, pace, loop.time
        self._tag = os.urandom(16)  # fresh for each connection (section 3)
        self._receiver: Receiver | None = None  # from room:joined on
        self._events: asyncio.Queue[Event | None] = asyncio.Queue()
        self._turn, self._echoed = asyncio.Lock(), asyncio.Event()
        self._seq, self._joined_at, self._joined = 0, 0.0, loop.create_future()
        self._why: str | None = None  # a code, if it is known before the connection ends
        self._lifetime = asyncio.timeout(None)
        self._reading = asyncio.create_task(self._read())

    @classmethod
    async def join(cls, link: Link) -> "Room":
        """Joins, or raises the PugError that says why not (section 3)."""
        pace = Pace(await asyncio.to_thread(rates_of, link.origin))
        options = {"subprotocols": [SUBPROTOCOL], "compression": None, "close_timeout": CLOSE_SECONDS}
        try:  # The library's own pings are off: the protocol has a keep-alive.
            socket = await connect(f"ws{link.origin[4:]}/ws", ping_interval=None, **options)
        except (OSError, WebSocketException):
            raise PugError("unreachable") from None
        room = cls(link, socket, pace)
        parts = {"roomId": link.room_id, "roomSecret": link.room_secret, "tag": encode(room._tag)}
        await room._hand_over(json.dumps({"type": "room:join", **parts}))
        await room._joined
        return room

    async def events(self) -> AsyncIterator[Event]:
        """What happens, in order; over once the room is, and everything before that has been told."""
        while (event := await self._events.get()) is not None:
            yield event

    async def send(self, kind: int, body: bytes) -> int:
        """Sends a message once window and rates allow it, and gives its seq; the event echo confirms it."""
        if len(body) > envelope.MAX_BODY_BYTES:
            raise PugError("message_too_large")
        async with self._turn:  # one message at a time
            await self._may_send(envelope.frame_size(len(body)))
            if self.end or self._receiver is None:
                raise self.end or PugError("lost")
            # From here on nothing is awaited until the socket has the frame. So no presence:join comes in
            # between, after which the message would have to be sealed again (Seq, epoch and view).
            self._seq += 1
            plaintext = envelope.pad(self._seq, self._receiver.epoch, self._receiver.view, kind, body)
            iv = os.urandom(envelope.IV_BYTES)
            frame = envelope.seal(self.link.key, self.link.room_id, self.member_id, iv, plaintext)
            self.unconfirmed[frame] = seq = self._seq
            await self._hand_over(frame)
            return seq

    async def purge(self) -> None:
        """Asks the relay to end the room for everybody, which it does for its creator alone (section 6)."""
        async with self._turn:
            await self._hand_over(json.dumps({"type": "room:purge"}))

    async def leave(self) -> None:
        """Ends the connection, and with it one's place (section 5). Afterwards `end` is set."""
        self._why = self._why or "left"
        await self._socket.close()
        await self._reading

    async def _hand_over(self, frame: str | bytes) -> None:
        with suppress(ConnectionClosed):  # _read learns that too
            await self._socket.send(frame)

    async def _may_send(self, size: int) -> None:
        """Waits until a frame of so many bytes fits into window (section 4) and rates (Rates and backlog)."""
        while self.end is None and not self._fits(size):
            self._echoed.clear()
            await self._echoed.wait()
        await asyncio.sleep(self._pace.seconds_until(size))

    def _fits(self, size: int) -> bool:
        bytes_under_way = sum(map(len, self.unconfirmed))
        return len(self.unconfirmed) < WINDOW_MESSAGES and bytes_under_way + size <= WINDOW_BYTES

    async def _read(self) -> None:
        """The one queue: takes what arrives in its order, and only then tells of the end (Receiving)."""
        try:
            await self._take_all()
        except PugError as error:
            end = error
        except ConnectionClosed:
            end = PugError(self._why or code_of_close(self._socket.close_code))
        self.end = end
        if not self._joined.done():
            self._joined.set_exception(end)
        self._events.put_nowait(None)
        self._echoed.set()
        await self._socket.close()

    async def _take_all(self) -> None:
        if self._socket.subprotocol != SUBPROTOCOL:
            raise PugError("misbehaving_relay")
        with suppress(TimeoutError):
            async with self._lifetime:  # one's own clock ends the room, whatever the relay does (section 6)
                while True:
                    self._take(await self._next())
        with suppress(TimeoutError):
            async with asyncio.timeout(0):  # what had arrived by then is still taken
                while True:
                    self._take(await self._socket.recv())
        raise PugError("room_expired")

    async def _next(self) -> str | bytes:
        """The next frame; a relay that is quiet is asked for a sign of life (section 4, Keep-alive)."""
        with suppress(TimeoutError):
            async with asyncio.timeout(QUIET_SECONDS):
                return await self._socket.recv()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._hand_over(bytes([KEEP_ALIVE]))
                return await self._socket.recv()
        except TimeoutError:
            raise PugError("lost") from None

    def _take(self, frame: str | bytes) -> None:
        """Takes one frame; those of types that are not known are ignored (WebSocket)."""
        try:
            if isinstance(frame, str):
                if event := read_event(frame):
                    self._take_event(event)
            elif message := read_frame(frame):
                self._take_message(message)
        except ValueError:  # not of its form, or out of place
            raise PugError("misbehaving_relay") from None

    def _take_event(self, event: dict[str, Any]) -> None:
        """The events of steps 3, 5, 6 and Errors; one that is out of place is a ValueError."""
        match event["type"]:
            case "room:joined" if self._receiver is None:
                self._take_joined(event)
            case "presence:join" if self._receiver is not None:
                member_id, name = event["memberId"], event["username"]
                self._receiver.joined(member_id, decode(event["tag"], 16), name)
                self.names[member_id] = name
                self._events.put_nowait(Event("join", member_id))
            case "presence:leave" if self._receiver is not None:
                self._events.put_nowait(Event("leave", event["memberId"]))
            case "room:joined" | "presence:join" | "presence:leave":
                raise ValueError("out of place")
            case "room:expired":
                raise PugError("room_purged" if event["reason"] == "purge" else "room_expired")
            case "error" if event["code"] == "not_creator":
                self._events.put_nowait(Event("not_creator"))
            case "error":  # The connection ends next.
                self._why = event["code"] if event["code"] in CODES else self._why

    def _take_joined(self, event: dict[str, Any]) -> None:
        """room:joined: one's number and name, who is here, the view before, the time left (section 3)."""
        self.member_id, self.creator = event["memberId"], event["creator"]
        self.names = {member["memberId"]: member["username"] for member in [*event["members"], event]}
        view = decode(event["view"], 32)
        view = envelope.next_view(view, self.member_id, self._tag, event["username"])
        self._receiver = Receiver(self.link.key, self.link.room_id, self.member_id, view)
        self._joined_at = self._now()
        self._lifetime.reschedule(self._joined_at + min(event["ttlRemaining"], MAX_TTL_MS) / 1_000)
        self._joined.set_result(None)

    def _take_message(self, frame: bytes) -> None:
        """Another's message goes to the receiver. One's own, equal in every byte, is its echo (section 4)."""
        if self._receiver is None:
            raise ValueError("out of place")
        sender = envelope.sender_of(frame)
        if sender != self.member_id:
            is_new_here = self._now() < self._joined_at + NEW_HERE_SECONDS
            for event in self._receiver.receive(frame, is_new_here):
                self._events.put_nowait(event)
        elif frame in self.unconfirmed:
            self._events.put_nowait(Event("echo", sender, body=self.unconfirmed.pop(frame)))
            self._echoed.set()
        else:
            self._events.put_nowait(Event("foreign", sender))
