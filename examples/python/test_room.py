"""Holds Room.run against a relay over a real socket: what the conformance kit does not ask, or takes long to.

python3 -m unittest
"""

import asyncio
import unittest
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any
from unittest.mock import patch

import websockets
from websockets import Subprotocol

import pug
from test_vectors import vectors

PARTS = f"k={'A' * 43}&s={'A' * 22}"
JOINED = vectors("messages")["toClient"][0]["text"]
LIMIT_SECONDS = 10


class TestRun(unittest.IsolatedAsyncioTestCase):
    async def end_at(self, relay: Callable[[Any], Awaitable[Any]], protocol: str = "pug.v1") -> str:
        """Why a room is over whose relay does this with a member."""

        async def serve(socket: Any) -> None:
            with suppress(websockets.ConnectionClosed):
                await socket.recv()
                await socket.send(JOINED)
                await relay(socket)

        async with asyncio.timeout(LIMIT_SECONDS):
            async with websockets.serve(
                serve, "127.0.0.1", 0, subprotocols=[Subprotocol(protocol)]
            ) as server:
                port = next(iter(server.sockets)).getsockname()[1]
                link = pug.Link(f"http://127.0.0.1:{port}/r/{'A' * 22}#{PARTS}")
                with patch("pug.ask", return_value={"rate": {"frames": 50, "bytes": 65_536}}):
                    return await pug.Room(link, lambda *event: None).run()

    async def test_asks_a_quiet_relay_for_a_sign_of_life(self) -> None:
        asked = []

        async def relay(socket: Any) -> None:
            asked.append(await socket.recv())
            await socket.send(b"\x00")
            asked.append(await socket.recv())
            await socket.wait_closed()

        with patch.multiple(pug, QUIET_SECONDS=0.1, ANSWER_SECONDS=1):
            self.assertEqual(await self.end_at(relay), "lost")
        self.assertEqual(asked, [b"\x00", b"\x00"])

    async def test_closes_on_a_relay_that_breaks_the_rules(self) -> None:
        for said in ("{", "null", JOINED, b"", b"\x01"):

            async def relay(socket: Any, said: str | bytes = said) -> None:
                await socket.send(said)
                await socket.wait_closed()

            with self.subTest(said):
                self.assertEqual(await self.end_at(relay), "misbehaving_relay")

    async def test_goes_by_an_error_event_when_there_is_no_close_code(self) -> None:
        async def relay(socket: Any) -> None:
            await socket.send('{"type":"error","code":"rate_limited","message":"Too fast."}')
            socket.transport.abort()

        self.assertEqual(await self.end_at(relay), "rate_limited")

    async def test_joins_no_relay_without_the_subprotocol(self) -> None:
        async def relay(socket: Any) -> None:
            await socket.wait_closed()

        self.assertIn(await self.end_at(relay, "pug.v2"), ("misbehaving_relay", "unreachable"))


if __name__ == "__main__":
    unittest.main()
