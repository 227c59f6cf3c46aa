"""Holds this client against the test vectors of the protocol (packages/protocol/vectors, and its README.md).

    python3 -m unittest
"""

import hashlib
import json
import unittest
from collections.abc import Callable
from pathlib import Path
from typing import Any

from codes import PugError
from create import meets, solve, work_of
from envelope import TEXT, Event, Receiver, frame_size, next_view, pad, read, seal, unpad, unseal
from events import read_event, read_frame
from link import Link
from wire import decode, encode

VECTORS = Path(__file__).resolve().parents[2] / "packages" / "protocol" / "vectors"


def vectors(name: str) -> Any:
    return json.loads((VECTORS / f"{name}.json").read_text("utf-8"))


def whole(text: Any) -> str:
    """A string that a vector may give in pieces, some of them repeated."""
    pieces = [text] if isinstance(text, str) else text
    return "".join(one if isinstance(one, str) else one["repeat"] * one["times"] for one in pieces)


class TestLink(unittest.TestCase):
    def test_reads_and_writes_links(self) -> None:
        file = vectors("link")
        for parts in file["valid"]:
            link = Link.parse(parts["url"])
            self.assertEqual((link.room_id, encode(link.key)), (parts["roomId"], parts["key"]))
            self.assertEqual((link.room_secret, str(link)), (parts["roomSecret"], parts["url"]))
        for form in file["forms"]:
            with self.subTest(form["name"]):
                expected = Link(form["origin"], link.room_id, link.key, link.room_secret)
                self.assertEqual(Link.parse(form["url"]), expected)

    def test_refuses_what_is_no_link(self) -> None:
        for url in vectors("link")["refused"]:
            with self.subTest(url), self.assertRaises(ValueError):
                Link.parse(url)

    def test_shows_no_secret_of_a_link(self) -> None:
        parts = vectors("link")["valid"][0]
        shown = repr(Link.parse(parts["url"]))
        self.assertNotIn(parts["key"], shown)
        self.assertNotIn(parts["roomSecret"], shown)


class TestProof(unittest.TestCase):
    def test_tells_good_proofs_from_others(self) -> None:
        file = vectors("pow")
        for proof in file["proofs"] + file["boundaries"]:
            with self.subTest(proof):
                digest = hashlib.sha256((proof["token"] + proof["nonce"]).encode()).digest()
                self.assertEqual(digest.hex(), proof["sha256"])
                self.assertEqual(meets(digest, proof["difficulty"]), proof["valid"])

    def test_finds_proofs(self) -> None:
        for difficulty in (0, 1, 7, 8, 9, 13):
            digest = hashlib.sha256(f"token{solve('token', difficulty)}".encode()).digest()
            self.assertTrue(meets(digest, difficulty))

    def test_takes_no_work_that_is_too_much_or_ill_formed(self) -> None:
        file = vectors("pow")
        challenge = {"token": "x", "algorithm": "SHA-256", "difficulty": 18}
        for case in file["difficulties"]:
            with self.subTest(case):
                self.assertEqual(
                    outcome(work_of, challenge | {"difficulty": case["difficulty"]}), case["client"]
                )
        for case in file["tokens"]:
            with self.subTest(case["name"]):
                expected = "works" if case["wellFormed"] else "malformed"
                self.assertEqual(outcome(work_of, challenge | {"token": case["token"]}), expected)


def outcome(work: Callable[[Any], Any], argument: Any) -> str:
    try:
        return "ignored" if work(argument) is None else "works"
    except ValueError:
        return "malformed"
    except PugError:
        return "refuses"


class TestViews(unittest.TestCase):
    def test_computes_the_chain(self) -> None:
        first, *joined = vectors("views")["views"]
        view = bytes(32)
        self.assertEqual(view.hex(), first["view"])
        for member in joined:
            view = next_view(view, member["memberId"], decode(member["tag"], 16), member["username"])
            self.assertEqual(view.hex(), member["view"])


class TestWhatRelaysSend(unittest.TestCase):
    def expect(self, case: dict[str, Any], actual: str) -> None:
        expected = {"accepted": "works", "ignored": "ignored", "refused": "malformed"}
        self.assertIn(actual, [word for name, word in expected.items() if name in case])

    def test_reads_events(self) -> None:
        for case in vectors("messages")["toClient"]:
            with self.subTest(case["name"]):
                data = whole(case["text"]).encode() if "text" in case else bytes.fromhex(case["hex"])
                self.expect(case, outcome(read_event, data))

    def test_reads_frames(self) -> None:
        for case in vectors("frames")["toClient"]:
            with self.subTest(case["name"]):
                is_keep_alive = case.get("accepted") == {"type": "keep-alive"}
                seen = {"ignored": True} if is_keep_alive else case
                self.expect(seen, outcome(read_frame, bytes.fromhex(whole(case["frame"]))))


class TestBlobs(unittest.TestCase):
    def test_seals_and_opens(self) -> None:
        file = vectors("blobs")
        views = {entry["memberId"]: bytes.fromhex(entry["view"]) for entry in vectors("views")["views"]}
        key = decode(file["key"], 32)
        for blob in file["blobs"]:
            with self.subTest(blob["name"]):
                body, iv = bytes.fromhex(blob["body"]), bytes.fromhex(blob["iv"])
                plaintext = pad(blob["seq"], blob["epoch"], views[blob["epoch"]], blob["kind"], body)
                self.assertEqual(plaintext.hex(), blob["plaintext"])
                frame = seal(key, file["roomId"], blob["senderId"], iv, plaintext)
                self.assertEqual(frame.hex(), blob["frame"])
                self.assertEqual(len(frame), frame_size(len(body)))
                self.assertEqual(unseal(key, file["roomId"], frame), plaintext)
                message = read(blob["senderId"], plaintext)
                self.assertEqual((message.what, message.kind), ("message", blob["kind"]))


class TestReceiver(unittest.TestCase):
    def test_follows_the_trace(self) -> None:
        file = vectors("receiver")
        receiver = receiver_of(file)
        for step in file["trace"]:
            with self.subTest(step["note"]):
                events = receiver.receive(bytes.fromhex(step["frame"]), is_new_here=True)
                self.assertEqual([as_in_trace(event) for event in events], one_by_one(step["event"]))

    def test_judges_each_case(self) -> None:
        file = vectors("envelope")
        for case in file["cases"]:
            with self.subTest(case["name"]):
                receiver = receiver_of(file)
                events = receiver.receive(frame_of(case, file), case.get("sinceJoinMs", 0) < 10_000)
                self.assertEqual([as_in_case(event) for event in events], one_by_one(case["event"]))
                [probe] = receiver.receive(bytes.fromhex(file["probe"]), is_new_here=True)
                self.assertEqual(probe.what, "replay" if case["usesSeq"] else "message")

    def test_reads_plaintexts_of_every_length(self) -> None:
        for case in vectors("envelope")["plaintexts"]:
            with self.subTest(case["name"]):
                plaintext = bytes.fromhex(whole(case["plaintext"]))
                if case["bodyBytes"] is None:
                    self.assertRaises(ValueError, unpad, plaintext)
                else:
                    self.assertEqual(len(unpad(plaintext)[1]), case["bodyBytes"])


def receiver_of(file: dict[str, Any]) -> Receiver:
    view = bytes.fromhex(file["viewBefore"])
    view = next_view(view, file["memberId"], decode(file["tag"], 16), file["username"])
    return Receiver(decode(file["key"], 32), file["roomId"], file["memberId"], view)


def frame_of(case: dict[str, Any], file: dict[str, Any]) -> bytes:
    """The frame of a case; long ones are sealed here, and are to have the digest that is given."""
    if "frame" in case:
        return bytes.fromhex(whole(case["frame"]))
    key, iv = decode(case.get("key", file["key"]), 32), bytes.fromhex(case["iv"])
    frame = seal(key, file["roomId"], 2, iv, bytes.fromhex(whole(case["plaintext"])))
    assert (len(frame), hashlib.sha256(frame).hexdigest()) == (case["frameBytes"], case["frameSha256"])
    return frame


def as_in_trace(event: Event) -> dict[str, Any]:
    if event.what == "message":
        return {"message": {"from": event.member, "text": event.body}}
    return as_in_case(event)


def as_in_case(event: Event) -> dict[str, Any]:
    if event.what == "message":
        return {"message": (event.member, event.kind, content(event.kind, event.body))}
    if event.what == "gap":
        return {"gap": {"from": event.member, "missing": event.body}}
    return {event.what: event.member}


def content(kind: int, body: Any) -> Any:
    return body.encode() if kind == TEXT else body


def one_by_one(event: dict[str, Any] | None) -> list[dict[str, Any]]:
    """What a vector gives as one event may be a gap and the message behind it."""
    events = [{what: event[what]} for what in sorted(event)] if event else []
    for one in events:
        if "body" in one.get("message", {}):
            kind, body = one["message"]["kind"], bytes.fromhex(whole(one["message"]["body"]))
            one["message"] = (one["message"]["from"], kind, json.loads(body) if kind == 1 else body)
    return events


if __name__ == "__main__":
    unittest.main()
