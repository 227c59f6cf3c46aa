"""Holds this client against the test vectors of the protocol (packages/protocol/vectors, and its README.md).

python3 -m unittest
"""

import hashlib
import json
import unittest
from base64 import urlsafe_b64decode, urlsafe_b64encode
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, patch

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

import pug

VECTORS = Path(__file__).resolve().parents[2] / "packages" / "protocol" / "vectors"
SECRET = "A" * 22


def vectors(name: str) -> Any:
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))


def whole(text: Any) -> str:
    """A string that a vector may give in pieces, some of them repeated."""
    pieces = [text] if isinstance(text, str) else text
    return "".join(one if isinstance(one, str) else one["repeat"] * one["times"] for one in pieces)


class TestLink(unittest.TestCase):
    def test_reads_links(self) -> None:
        file = vectors("link")
        [parts] = file["valid"]
        forms = [{"url": parts["url"], "origin": "https://chat.example"}, *file["forms"]]
        for form in forms:
            with self.subTest(form["url"]):
                link = pug.Link(form["url"])
                key = urlsafe_b64encode(link.key).decode().rstrip("=")
                self.assertEqual((link.room_id, key), (parts["roomId"], parts["key"]))
                self.assertEqual(link.secret, parts["roomSecret"])
                self.assertEqual(link.origin.removesuffix(":443"), form["origin"])
                self.assertEqual(pug.Link(link.text).text, link.text)

    def test_refuses_what_is_no_link(self) -> None:
        for url in vectors("link")["refused"]:
            with self.subTest(url), self.assertRaises(ValueError) as raised:
                pug.Link(url)
            self.assertNotIn("=", str(raised.exception))


class TestProof(unittest.TestCase):
    def test_takes_no_work_that_is_too_much_or_ill_formed(self) -> None:
        file, work = vectors("pow"), {"token": "x", "algorithm": "SHA-256", "difficulty": 18}
        cases = [
            (work | {"difficulty": one["difficulty"]}, one["client"] == "works")
            for one in file["difficulties"]
        ]
        cases += [(work | {"token": one["token"]}, one["wellFormed"]) for one in file["tokens"]]
        for challenge, is_good in cases:
            with self.subTest(challenge):
                self.assertEqual(is_taken(challenge, dict, pug.ANSWERS["/api/pow-challenge"]), is_good)

    def test_finds_proofs(self) -> None:
        for bits in (0, 1, 7, 8, 9, 13):
            with patch("pug.ask") as ask:
                ask.side_effect = [{"token": "token", "difficulty": bits}, pug.PugError("stop")]
                self.assertRaises(pug.PugError, pug.create, "http://relay.example")
                proof = json.loads(ask.call_args.kwargs["body"])
            digest = hashlib.sha256((proof["token"] + proof["nonce"]).encode()).digest()
            self.assertTrue(f"{int.from_bytes(digest, 'big'):0256b}".startswith("0" * bits))


def is_taken(*what: Any) -> bool:
    try:
        pug.need(*what)
        return True
    except ValueError:
        return False


class TestWhatRelaysSend(unittest.TestCase):
    def test_reads_events_and_frames(self) -> None:
        for case in vectors("messages")["toClient"] + vectors("frames")["toClient"]:
            is_keep_alive = case.get("accepted") == {"type": "keep-alive"}
            with self.subTest(case["name"]):
                self.assertIn(outcome(case), {"ignored": True} if is_keep_alive else case)

    def test_takes_nothing_for_json_that_is_none(self) -> None:
        for text in ("NaN", "-Infinity", "\ufeff1", b"\xff", b"\xef\xbb\xbf1", "[1,]"):
            self.assertRaises(ValueError, pug.parse, text)


def outcome(case: dict[str, Any]) -> str:
    try:
        if "frame" in case:
            return "accepted" if pug.read(bytes.fromhex(whole(case["frame"]))) else "ignored"
        text = whole(case["text"]) if "text" in case else bytes.fromhex(case["hex"]).decode()
        return "accepted" if pug.read(text) else "ignored"
    except ValueError:
        return "refused"


class TestRoom(unittest.IsolatedAsyncioTestCase):
    def room_of(self, file: dict[str, Any], **member: Any) -> pug.Room:
        """The member of a file, in its room; what it is told is appended to `self.told`."""
        self.told: list[tuple[Any, ...]] = []
        link = pug.Link(f"http://relay.example/r/{file['roomId']}#k={file['key']}&s={SECRET}")
        room = pug.Room(link, lambda *event: self.told.append(event))
        member = file | member
        room.member_id, room.epoch = member["memberId"], member["memberId"] - 1
        room.views[room.epoch] = bytes.fromhex(member["viewBefore"])
        room.enter(member, member["tag"])
        return room

    def judged(self, room: pug.Room, frame: bytes, ms: int = 0) -> list[tuple[Any, ...]]:
        """What the member is told of a frame, so long after it has joined."""
        self.told.clear()
        with patch("pug.time.monotonic", return_value=room.since + ms / 1_000):
            room.take(frame)
        return self.told.copy()

    async def test_computes_views_and_seals(self) -> None:
        file, (_, *joined) = vectors("blobs"), vectors("views")["views"]
        for blob in file["blobs"]:
            with self.subTest(blob["name"]):
                room = self.room_of(file, **joined[0], viewBefore="00" * 32)
                for member in joined[1 : blob["epoch"]]:
                    room.enter(member, member["tag"])
                self.assertEqual(room.views[room.epoch].hex(), joined[blob["epoch"] - 1]["view"])
                room.member_id, room.seq, room.rate = (
                    blob["senderId"],
                    blob["seq"] - 1,
                    {"frames": 50, "bytes": 65_536},
                )
                room.socket = AsyncMock()
                with patch("pug.secrets.token_bytes", return_value=bytes.fromhex(blob["iv"])):
                    self.assertEqual(await room.send(blob["kind"], bytes.fromhex(blob["body"])), blob["seq"])
                frame = bytes.fromhex(blob["frame"])
                room.socket.send.assert_awaited_once_with(frame)
                for word in ("acknowledged", "forged"):
                    self.assertEqual(self.judged(room, frame)[0][:2], (word, blob["senderId"]))

    async def test_follows_the_trace(self) -> None:
        file = vectors("receiver")
        room = self.room_of(file)
        for step in file["trace"]:
            with self.subTest(step["note"]):
                self.assertEqual(self.judged(room, bytes.fromhex(step["frame"])), expected(step["event"]))

    async def test_judges_each_case(self) -> None:
        file = vectors("envelope")
        for case in file["cases"]:
            with self.subTest(case["name"]):
                room = self.room_of(file)
                frame = bytes.fromhex(whole(case["frame"])) if "frame" in case else sealed(room, case)
                told = self.judged(room, frame, case.get("sinceJoinMs", 0))
                self.assertEqual(told, expected(case["event"]))
                [probe] = self.judged(room, bytes.fromhex(file["probe"]))
                self.assertEqual(probe[0], "replay" if case["usesSeq"] else "message")

    async def test_reads_plaintexts_of_every_length(self) -> None:
        file = vectors("envelope")
        for case in file["plaintexts"]:
            with self.subTest(case["name"]):
                room = self.room_of(file)
                room.judge(sealed(room, case | {"iv": "00" * 12}))
                what, _, *more = self.told[-1]
                self.assertEqual(len(more[1]) if what == "message" else None, case["bodyBytes"])

    async def test_refuses_what_is_out_of_place(self) -> None:
        file = vectors("receiver")
        [first, *_] = vectors("messages")["toClient"]
        room = self.room_of(file)
        self.assertRaises(ValueError, room.take, first["text"])  # a second room:joined
        room.views.clear()
        for case in [case for case in vectors("messages")["toClient"] if case["name"].startswith("presence")][
            :2
        ]:
            self.assertRaises(ValueError, room.take, case["text"])


def sealed(room: pug.Room, case: dict[str, Any]) -> bytes:
    """The frame of a case that is given by its plaintext, from member 2."""
    head, iv = bytes([1, 0, 0, 0, 2]), bytes.fromhex(case["iv"])
    frame = (
        head
        + iv
        + AESGCM(room.link.key).encrypt(iv, bytes.fromhex(whole(case["plaintext"])), room.link.aad + head[1:])
    )
    digest = hashlib.sha256(frame).hexdigest()
    assert case.get("frameSha256", digest) == digest
    return frame


def expected(event: dict[str, Any] | None) -> list[tuple[Any, ...]]:
    """What Room tells of an event of the vectors, which may be a gap and the message behind it."""
    told: list[tuple[Any, ...]] = []
    for what, of in sorted((event or {}).items()):
        if what == "gap":
            told.append((what, of["from"], of["missing"]))
        elif what == "message":
            body = of["text"].encode() if "text" in of else bytes.fromhex(whole(of["body"]))
            told.append((what, of["from"], of.get("kind", pug.TEXT), body))
        else:
            told.append((what, of))
    return told


if __name__ == "__main__":
    unittest.main()
