"""Holds Room against a relay that does what the tests say, good or bad, over a real socket.

    python3 -m unittest
"""

import asyncio
import json
import unittest
from collections.abc import Awaitable, Callable
from typing import Any
from unittest.mock import patch

import websockets

import envelope
import room as room_module
from codes import PugError
from envelope import BYTES, TEXT, pad, seal, unseal
from link import Link
from pace import RATES
from room import Room
from wire import decode, encode

KEY, ROOM_ID, SECRET = bytes(range(32)), encode(bytes(16)), encode(bytes(range(16)))
LIMIT_SECONDS = 10
JOINED = {
    "type": "room:joined",
    "memberId": 2,
    "username": "red-fox",
    "creator": False,
    "members": [{"memberId": 1, "username": "tame-owl"}],
    "view": encode(bytes(32)),
    "capacity": 10,
    "expiresAt": 0,
    "ttlRemaining": 60_000,
}


class Relay:
    """The relay's end of one connection: member 2 has joined a room that member 1 is in."""

    def __init__(self, socket: Any) -> None:
        self.socket = socket
        self.view = b""

    async def event(self, **event: Any) -> None:
        await self.socket.send(json.dumps(event))

    async def lets_in(self, ttl_ms: int = 60_000) -> None:
        join = json.loads(await self.socket.recv())
        assert (join["type"], join["roomId"], join["roomSecret"]) == ("room:join", ROOM_ID, SECRET)
        self.view = envelope.next_view(bytes(32), 2, decode(join["tag"], 16), "red-fox")
        await self.event(**JOINED | {"ttlRemaining": ttl_ms})

    async def joins(self, member_id: int) -> None:
        await self.event(type="presence:join", memberId=member_id, username="shy-hare", tag=encode(bytes(16)))

    async def message(self, seq: int, text: bytes, sender: int = 1) -> None:
        await self.socket.send(seal(KEY, ROOM_ID, sender, bytes(12), pad(seq, 2, self.view, TEXT, text)))


class TestRoom(unittest.IsolatedAsyncioTestCase):
    async def run_at(
        self, relay: Callable[[Relay], Awaitable[None]], member: Any = None, **options: Any
    ) -> Any:
        """Lets `relay` serve a room; gives what its member learns, or what `member` makes of the room."""
        served = asyncio.get_running_loop().create_future()

        async def serve(socket: Any) -> None:
            try:
                await relay(Relay(socket))
                served.set_result(None)
            except websockets.ConnectionClosed as error:
                served.set_result(error)
            except Exception as error:
                served.set_exception(error)

        options = {"subprotocols": ["pug.v1"], "compression": None} | options
        async with asyncio.timeout(LIMIT_SECONDS):
            async with websockets.serve(serve, "127.0.0.1", 0, **options) as server:
                port = next(iter(server.sockets)).getsockname()[1]
                with patch.object(room_module, "rates_of", return_value=RATES):
                    result = await (member or tell)(Link(f"http://127.0.0.1:{port}", ROOM_ID, KEY, SECRET))
                await served
                return result

    async def test_hands_on_what_is_good_and_ignores_what_it_does_not_know(self) -> None:
        async def relay(relay: Relay) -> None:
            await relay.event(type="news", of="a later version")
            await relay.socket.send(b"\x00")
            await relay.lets_in()
            await relay.socket.send(b"\x07later")
            await relay.message(1, "grüße".encode())
            await relay.joins(3)
            await relay.event(type="presence:leave", memberId=1, more=True)
            await relay.event(type="error", code="not_creator", message="no")
            await relay.event(type="room:expired", reason="purge")
            await relay.socket.close(4411, "room_purged")

        events, end = await self.run_at(relay)
        self.assertEqual(
            [(event.what, event.member, event.body) for event in events],
            [("message", 1, "grüße"), ("join", 3, None), ("leave", 1, None), ("not_creator", 0, None)],
        )
        self.assertEqual(end, "room_purged")

    async def test_closes_on_a_relay_that_breaks_the_rules(self) -> None:
        async def skips_a_member(relay: Relay) -> None:
            await relay.lets_in()
            await relay.joins(4)

        async def tells_a_member_twice(relay: Relay) -> None:
            await relay.lets_in()
            await relay.joins(3)
            await relay.joins(3)

        async def tells_of_oneself(relay: Relay) -> None:
            await relay.lets_in()
            await relay.joins(2)

        async def sends_no_json(relay: Relay) -> None:
            await relay.lets_in()
            await relay.socket.send("{")

        async def lets_in_twice(relay: Relay) -> None:
            await relay.lets_in()
            await relay.event(**JOINED)

        for relay in (skips_a_member, tells_a_member_twice, tells_of_oneself, sends_no_json, lets_in_twice):

            async def closed_by_client(its: Relay, relay: Any = relay) -> None:
                await relay(its)
                await its.socket.wait_closed()

            with self.subTest(relay.__name__):
                self.assertEqual((await self.run_at(closed_by_client))[1], "misbehaving_relay")

    async def test_joins_no_relay_without_the_subprotocol(self) -> None:
        async def relay(relay: Relay) -> None:
            await relay.socket.wait_closed()

        with self.assertRaises(PugError) as raised:
            await self.run_at(relay, subprotocols=None)
        self.assertEqual(raised.exception.code, "misbehaving_relay")

    async def test_tells_why_the_connection_ended(self) -> None:
        ends = {
            4410: "room_expired",
            4429: "rate_limited",
            4499: "refused",
            4599: "closed",
            1001: "server_shutdown",
        }
        for close, code in ends.items():

            async def relay(relay: Relay, close: int = close) -> None:
                await relay.lets_in()
                await relay.socket.close(close)

            with self.subTest(close):
                self.assertEqual((await self.run_at(relay))[1], code)

    async def test_tells_why_it_was_not_let_in(self) -> None:
        async def relay(relay: Relay) -> None:
            await relay.socket.recv()
            await relay.event(type="error", code="bad_secret", message="no")
            await relay.socket.close(4401, "bad_secret")

        with self.assertRaises(PugError) as raised:
            await self.run_at(relay)
        self.assertEqual(raised.exception.code, "bad_secret")
        self.assertNotIn(SECRET, repr(raised.exception))

    async def test_ends_the_room_by_its_own_clock_after_all_that_came_before(self) -> None:
        async def relay(relay: Relay) -> None:
            await relay.lets_in(ttl_ms=100)
            await relay.message(1, b"last words")
            await relay.socket.wait_closed()

        events, end = await self.run_at(relay)
        self.assertEqual(([event.body for event in events], end), (["last words"], "room_expired"))

    async def test_asks_a_quiet_relay_for_a_sign_of_life(self) -> None:
        async def relay(relay: Relay) -> None:
            await relay.lets_in()
            assert await relay.socket.recv() == b"\x00"
            await relay.socket.send(b"\x00")
            assert await relay.socket.recv() == b"\x00"
            await relay.socket.wait_closed()

        with patch.multiple(room_module, QUIET_SECONDS=0.1, ANSWER_SECONDS=0.3):
            self.assertEqual((await self.run_at(relay))[1], "lost")

    async def test_takes_nothing_but_the_same_bytes_as_its_echo(self) -> None:
        for is_echoed in (False, True):

            async def relay(relay: Relay, is_echoed: bool = is_echoed) -> None:
                await relay.lets_in()
                sent = await relay.socket.recv()
                await relay.message(1, b"put into one's mouth", sender=2)
                await relay.socket.send(sent[:-1] + bytes([sent[-1] ^ 1]))
                for frame in [sent, sent] if is_echoed else []:
                    await relay.socket.send(frame)
                await relay.socket.close(4410)

            async def member(link: Link, is_echoed: bool = is_echoed) -> None:
                room = await Room.join(link)
                await room.send(TEXT, b"mine")
                events = [event.what async for event in room.events()]
                self.assertEqual(events, ["foreign", "foreign", *(["echo", "foreign"] if is_echoed else [])])
                self.assertEqual(len(room.unconfirmed), 0 if is_echoed else 1)

            with self.subTest(is_echoed=is_echoed):
                await self.run_at(relay, member)

    async def test_has_no_more_than_32_messages_and_64_kib_on_their_way(self) -> None:
        for size, fit in ((1, 32), (15_845, 4)):

            async def relay(relay: Relay, fit: int = fit) -> None:
                await relay.lets_in()
                sent = [await relay.socket.recv() for _ in range(fit)]
                with self.assertRaises(TimeoutError):
                    async with asyncio.timeout(0.2):
                        await relay.socket.recv()
                await relay.joins(3)
                await relay.socket.send(sent[0])
                # Sealed for those who are here now, under the next number.
                plaintext = unseal(KEY, ROOM_ID, await relay.socket.recv())
                self.assertEqual(
                    (plaintext[1:5], plaintext[5:9]), (bytes([0, 0, 0, fit + 1]), b"\x00\x00\x00\x03")
                )
                view = envelope.next_view(relay.view, 3, bytes(16), "shy-hare")
                self.assertEqual(plaintext[9:25], view[:16])
                await relay.socket.close(4410)

            async def member(link: Link, size: int = size, fit: int = fit) -> None:
                room = await Room.join(link)
                for _ in range(fit + 1):
                    await room.send(BYTES, bytes(size))
                with self.assertRaises(PugError) as raised:
                    await room.send(BYTES, bytes(15_846))
                self.assertEqual(raised.exception.code, "message_too_large")
                self.assertEqual([event.what async for event in room.events()], ["join", "echo"])
                self.assertEqual(len(room.unconfirmed), fit)

            with self.subTest(size):
                await self.run_at(relay, member)


async def tell(link: Link) -> tuple[list[envelope.Event], str]:
    """Everything that a member learns who does nothing, and why it is over."""
    room = await Room.join(link)
    events = [event async for event in room.events()]
    assert room.end is not None
    await room.leave()
    return events, room.end.code


if __name__ == "__main__":
    unittest.main()
