"""Drives this client for `pug-conformance client -- python3 conformance.py` (docs/guides/conformance.md).

The kit plays relays, good and bad. It says what to do in lines of JSON, and is told what came of it likewise.
"""

import asyncio
import base64
import json
from typing import Any

from codes import PugError
from create import create
from envelope import JSON, TEXT, Event
from link import Link
from pug import lines_of_stdin, parse_link
from room import Room
from wire import encode, parse_json

WORDS = {"join": "came", "leave": "went", "foreign": "undecryptable"}


def report(did: str, **more: Any) -> None:
    print(json.dumps({"did": did, **more}), flush=True)


class Driver:
    """One room at a time, and the numbers of the instructions that are not answered yet."""

    def __init__(self) -> None:
        self.room: Room | None = None
        self.sent: dict[int, int] = {}  # seq: instruction
        self.purge: int | None = None

    async def enter(self, number: int, link: Link) -> None:
        self.room = room = await Room.join(link)
        members = [{"memberId": member, "username": name} for member, name in room.names.items()]
        me = members.pop()
        report("joined", id=number, **me, creator=room.creator, members=members, link=str(link))
        async for event in room.events():
            self.tell(room, event)
        for seq in room.unconfirmed.values():
            report("lost", id=self.sent.pop(seq, None), why="lost")
        report("ended", why=room.end and room.end.code)

    def tell(self, room: Room, event: Event) -> None:
        did = WORDS.get(event.what, event.what)
        if did == "echo":
            report("acknowledged", id=self.sent.pop(event.body, None))
        elif did == "not_creator":
            report("failed", id=self.purge, why=did)
        elif did == "message":
            report(did, **{"from": event.member}, kind=event.kind, body=encode(content(event)))
        elif did in ("came", "went"):
            report(did, memberId=event.member, username=room.names[event.member])
        else:
            report(did, **{"from": event.member}, **({"missing": event.body} if did == "gap" else {}))

    async def follow(self, told: dict[str, Any]) -> None:
        number = told["id"]
        try:
            match told["do"]:
                case "create":
                    wishes = told.get("ttl"), told.get("capacity")
                    await self.enter(number, await asyncio.to_thread(create, told["origin"], *wishes))
                case "join":
                    await self.enter(number, parse_link(told["link"]))
                case "send" if self.room:
                    body = base64.urlsafe_b64decode(told["body"] + "==")
                    self.sent[await self.room.send(told["kind"], body)] = number
                case "purge" if self.room:
                    self.purge = number
                    await self.room.purge()
                case "leave" if self.room:
                    await self.room.leave()
        except PugError as error:
            report("failed", id=number, why=error.code)


def content(event: Event) -> bytes:
    """A body as it was under the seal."""
    if event.kind == JSON:
        return json.dumps(event.body, ensure_ascii=False, separators=(",", ":")).encode()
    body: bytes = event.body.encode() if event.kind == TEXT else event.body
    return body


async def main() -> None:
    driver, lines = Driver(), lines_of_stdin()
    tasks: set[asyncio.Task[None]] = set()
    while (line := await lines.get()) is not None:
        task = asyncio.create_task(driver.follow(parse_json(line)))
        tasks.add(task)
        task.add_done_callback(tasks.discard)


if __name__ == "__main__":
    asyncio.run(main())
