"""A chat in a terminal, over a Pug Network relay.

    python3 pug.py create http://localhost:3000 [--ttl SECONDS] [--capacity MEMBERS]
    python3 pug.py join 'LINK'
"""

import argparse
import asyncio
import json
import sys
from contextlib import suppress
from threading import Thread

from codes import CODES, PugError
from create import create
from envelope import BYTES, JSON, TEXT, Event
from link import Link
from room import Room
from wire import parse_json

Lines = asyncio.Queue[str | None]
HELP = "/json VALUE and /bytes HEX send such, /purge ends the room for all, /leave leaves"
NOTICES = {
    "join": "has joined",
    "leave": "has left",
    "replay": "an old message came again, and was dropped",
    "undecryptable": "a message does not open, and was dropped",
    "unsupported": "a message of a newer version was dropped",
    "foreign": "the relay has sent a message in your name that you did not write",
}


async def main(arguments: argparse.Namespace) -> PugError:
    """Creates or joins a room, talks there until it is over, and tells why it is."""
    lines = lines_of_stdin()
    if arguments.command == "create":
        say("working for a room …")
        link = await asyncio.to_thread(create, arguments.relay.rstrip("/"), arguments.ttl, arguments.capacity)
    else:
        link = parse_link(arguments.link or await lines.get() or "")
    room = await Room.join(link)
    say(f"you are {room.names[room.member_id]}; here: {', '.join(room.names.values())}")
    if arguments.command == "create":  # Not before: the first to join is the creator (section 0).
        say(f"link: {link}")
    say(HELP)
    typing = asyncio.create_task(send_lines(room, lines))
    try:
        async for event in room.events():
            if event.what != "echo":  # the others have got one's message
                say(words_of(event, room))
    finally:
        typing.cancel()
        await room.leave()
    if room.unconfirmed:
        say(f"not known whether they arrived: {len(room.unconfirmed)} of your messages")
    assert room.end is not None
    return room.end


def parse_link(text: str) -> Link:
    try:
        return Link.parse(text)
    except ValueError:
        raise PugError("bad_link") from None


def lines_of_stdin() -> Lines:
    """What is typed, line by line, and None after it. By a thread, since not every stdin can be awaited."""
    loop, lines = asyncio.get_running_loop(), Lines()

    def read() -> None:
        with open(0, "rb", buffering=0, closefd=False) as stdin, suppress(RuntimeError):  # the loop is over
            for line in stdin:
                loop.call_soon_threadsafe(lines.put_nowait, line.decode("utf-8", "replace").rstrip("\r\n"))
            loop.call_soon_threadsafe(lines.put_nowait, None)

    Thread(target=read, daemon=True).start()
    return lines


async def send_lines(room: Room, lines: Lines) -> None:
    while (line := await lines.get()) is not None and line != "/leave":
        try:
            await send_line(room, line)
        except PugError as error:
            say(str(error))
        except ValueError:
            say(f"this cannot be sent; {HELP}")
    await room.leave()


async def send_line(room: Room, line: str) -> None:
    command, _, rest = line.partition(" ")
    if command == "/purge":
        await room.purge()
    elif command == "/json":
        await room.send(JSON, json.dumps(parse_json(rest), ensure_ascii=False, allow_nan=False).encode())
    elif command == "/bytes":
        await room.send(BYTES, bytes.fromhex(rest))
    elif command.startswith("/"):
        say(HELP)
    elif line:
        await room.send(TEXT, line.encode())


def words_of(event: Event, room: Room) -> str:
    """An event as a line for a person."""
    name = room.names.get(event.member, f"member {event.member}")
    if event.what == "gap":
        return f"* {name}: {event.body} messages never arrived"
    if event.what == "not_creator":
        return f"* {CODES[event.what][1]}"
    if event.what != "message":
        return f"* {name}: {NOTICES[event.what]}"
    if event.kind == TEXT:
        return f"{name}: {event.body}"
    if event.kind == JSON:
        return f"{name} (JSON): {json.dumps(event.body, ensure_ascii=False)}"
    return f"{name} (kind {event.kind}): {event.body.hex()}"


def say(line: str) -> None:
    """Prints a line without control characters: others wrote it, and a terminal would obey them."""
    print("".join(c if c.isprintable() else ascii(c)[1:-1] for c in line), flush=True)


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A chat in a terminal, over a Pug Network relay.")
    commands = parser.add_subparsers(dest="command", required=True)
    creating = commands.add_parser("create", help="make a room and print its link")
    creating.add_argument("relay", help="as in https://chat.example")
    creating.add_argument("--ttl", type=int, help="seconds that the room lives at most")
    creating.add_argument("--capacity", type=int, help="members at one time")
    joining = commands.add_parser("join", help="join a room by its link")
    joining.add_argument("link", nargs="?", help="in quotation marks; else the first line typed is the link")
    return parser.parse_args()


if __name__ == "__main__":
    try:
        end = asyncio.run(main(parse_arguments()))
    except PugError as error:
        sys.exit(f"{error.code}: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
    say(f"over, {end.code}: {end}")
    sys.exit(0 if end.code in ("left", "room_purged", "room_expired") else 1)
