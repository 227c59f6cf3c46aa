"""Between clients: views, sealing and what a receiver makes of a frame (docs/protocol.md, Envelope)."""

import hashlib
import struct
from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from events import MESSAGE
from wire import parse_json

TEXT, JSON, BYTES, APPLICATION = 0, 1, 2, 128  # kinds: 3 to 127 are reserved, 128 to 255 free
MAX_BODY_BYTES, MAX_PLAINTEXT_BYTES, BLOCK_BYTES = 15_845, 15_872, 256
HEAD = struct.Struct(">BII16sB")  # version, seq, epoch, view, kind: 26 bytes
FRAME_HEAD = struct.Struct(">BI")  # type, senderId: 5 bytes
VERSION, MARK = 0x01, 0x80
IV_BYTES, GCM_TAG_BYTES = 12, 16
MAX_VIEWS = 4_096


def next_view(view: bytes, member_id: int, tag: bytes, username: str) -> bytes:
    """The view at member_id, from the view before: a digest of everybody who ever joined (Views)."""
    return hashlib.sha256(view + struct.pack(">I", member_id) + tag + username.encode("ascii")).digest()


def pad(seq: int, epoch: int, view: bytes, kind: int, body: bytes) -> bytes:
    """A plaintext, padded to a multiple of 256 bytes. A seq over u32 is a struct.error: it must not wrap."""
    content = HEAD.pack(VERSION, seq, epoch, view, kind) + body + bytes([MARK])
    return content + bytes(-len(content) % BLOCK_BYTES)


def unpad(plaintext: bytes) -> tuple[int, bytes]:
    """Kind and body of a plaintext; ValueError if its length or padding is wrong (Receiving, step 4)."""
    content = plaintext.rstrip(b"\x00")
    zeros = len(plaintext) - len(content)
    if len(plaintext) % BLOCK_BYTES or len(plaintext) > MAX_PLAINTEXT_BYTES or zeros >= BLOCK_BYTES:
        raise ValueError("not a length of a plaintext")
    if len(content) <= HEAD.size or content[-1] != MARK:
        raise ValueError("not padded")
    return content[HEAD.size - 1], content[HEAD.size : -1]


def frame_size(body_size: int) -> int:
    """The bytes of the frame that a body of so many bytes comes to (Padding)."""
    blocks = -(-(HEAD.size + body_size + 1) // BLOCK_BYTES)
    return FRAME_HEAD.size + IV_BYTES + blocks * BLOCK_BYTES + GCM_TAG_BYTES


def seal(key: bytes, room_id: str, sender: int, iv: bytes, plaintext: bytes) -> bytes:
    """The frame of a plaintext. An IV is random and fresh for each sealing (section 4, Blob)."""
    sealed = AESGCM(key).encrypt(iv, plaintext, additional_data(room_id, sender))
    return FRAME_HEAD.pack(MESSAGE, sender) + iv + sealed


def unseal(key: bytes, room_id: str, frame: bytes) -> bytes:
    """The plaintext of a frame, or ValueError: a wrong key and a changed byte are one and the same (Blob)."""
    blob = frame[FRAME_HEAD.size :]
    try:
        data = additional_data(room_id, sender_of(frame))
        return AESGCM(key).decrypt(blob[:IV_BYTES], blob[IV_BYTES:], data)
    except InvalidTag:
        raise ValueError("does not open") from None


def sender_of(frame: bytes) -> int:
    return int.from_bytes(frame[1 : FRAME_HEAD.size], "big")


def additional_data(room_id: str, sender: int) -> bytes:
    return b"pug.v1\x00" + room_id.encode("ascii") + b"\x00" + struct.pack(">I", sender)


class Event(NamedTuple):
    """What the application learns: message, gap, replay, undecryptable, unsupported; Room has more."""

    what: str
    member: int = 0
    kind: int = TEXT
    body: Any = None  # of a message: str, JSON value or bytes; of a gap: how many; of an echo: the seq


class Receiver:
    """Tells what each frame of another member is. It takes them in the order of their arrival (Receiving)."""

    def __init__(self, key: bytes, room_id: str, member_id: int, view: bytes) -> None:
        self._key, self._room_id, self._member_id = key, room_id, member_id
        self.epoch = member_id  # the highest memberId that the relay has told of
        self._views = {member_id: view}
        self._last_seqs: dict[int, int] = {}  # outlives presence:leave

    @property
    def view(self) -> bytes:
        """The view at the epoch."""
        return self._views[self.epoch]

    def joined(self, member_id: int, tag: bytes, username: str) -> None:
        """Takes in a presence:join; a memberId that is not the next one is a ValueError (Views)."""
        if member_id != self.epoch + 1:
            raise ValueError("memberIds rise by one")
        self._views[member_id] = next_view(self.view, member_id, tag, username)
        self._views.pop(member_id - MAX_VIEWS, None)
        self.epoch = member_id

    def receive(self, frame: bytes, is_new_here: bool) -> list[Event]:
        """What the application learns of a frame; `is_new_here` in one's first 10 s there (Receiving)."""
        sender = sender_of(frame)
        undecryptable = [Event("undecryptable", sender)]
        try:  # 1. Open it.
            plaintext = unseal(self._key, self._room_id, frame)
            if plaintext[0] != VERSION:
                return [Event("unsupported", sender)]
            # 2. Compare the view.
            seq, epoch = struct.unpack_from(">II", plaintext, 1)
        except (ValueError, IndexError, struct.error):
            return undecryptable
        if epoch < self._member_id:
            return [] if is_new_here else [Event("replay", sender)]
        if epoch not in self._views or self._views[epoch][:16] != plaintext[9:25]:
            return undecryptable
        # 3. Compare the seq.
        first = 1 if sender > self._member_id else seq
        missing = seq - self._last_seqs.get(sender, first - 1) - 1
        if missing < 0:
            return [Event("replay", sender)]
        self._last_seqs[sender] = seq
        gap = [Event("gap", sender, body=missing)] if missing else []
        # 4. Read the rest. Whatever comes, the seq is used up.
        return [*gap, read(sender, plaintext)]


def read(sender: int, plaintext: bytes) -> Event:
    """Step 4 of Receiving: the message in a plaintext, or undecryptable, or unsupported."""
    try:
        kind, body = unpad(plaintext)
        if kind == TEXT:
            return Event("message", sender, kind, body.decode("utf-8"))
        if kind == JSON:
            return Event("message", sender, kind, parse_json(body))
    except ValueError:
        return Event("undecryptable", sender)
    if BYTES < kind < APPLICATION:
        return Event("unsupported", sender)
    return Event("message", sender, kind, body)
