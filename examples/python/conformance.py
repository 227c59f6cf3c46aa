"""Drives this client for `pug-conformance client -- python3 conformance.py` (docs/guides/conformance.md)."""

import asyncio
import json
import sys
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from pug import Link, PugError, Room, create


def report(did: str, **more: Any) -> None:
    print(json.dumps({"did": did} | more), flush=True)


class Driver:
    room: Room
    asked: dict[str | int, int] = {}  # the ids of instructions; that of a message under its seq

    def hear(self, what: str, member: int, *more: Any) -> None:
        names, about = self.room.names, {"from": member, "memberId": member}
        if what in ("joined", "came", "went"):
            others = [{"memberId": one, "username": name} for one, name in names.items() if one != member]
            here = {"creator": self.room.creator, "members": others, "link": self.room.link.text}
            report(what, id=self.asked["join"], username=names.get(member), **about, **here)
        elif what in ("acknowledged", "lost"):
            report(what, id=self.asked.pop(more[0], None))
        elif what == "not_creator":
            report("failed", id=self.asked["purge"], why=what)
        elif what == "message":
            report(what, kind=more[0], body=urlsafe_b64encode(more[1]).decode().rstrip("="), **about)
        else:
            report("undecryptable" if what == "forged" else what, missing=sum(more), **about)

    async def follow(self, told: dict[str, Any]) -> None:
        number, do = told["id"], told["do"]
        try:
            if do == "send":
                body = urlsafe_b64decode(told["body"] + "==")
                self.asked[await self.room.send(told["kind"], body)] = number
            elif do in ("leave", "purge"):
                self.asked[do] = number
                await (self.room.leave() if do == "leave" else self.room.purge())
            else:
                wishes = "&".join(f"{name}={told[name]}" for name in ("ttl", "capacity") if name in told)
                link = create(told["origin"], wishes) if do == "create" else Link(told["link"])
                self.room, self.asked["join"] = Room(link, self.hear), number
                why = await self.room.run()
                report("ended" if self.room.joined.is_set() else "failed", id=number, why=why)
        except (PugError, ValueError) as error:
            report("failed", id=number, why=str(error))


async def main() -> None:
    driver, tasks = Driver(), set[asyncio.Task[None]]()
    while line := await asyncio.to_thread(sys.stdin.readline):
        tasks.add(asyncio.create_task(driver.follow(json.loads(line))))


asyncio.run(main())
