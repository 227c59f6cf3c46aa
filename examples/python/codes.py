"""Why something failed or a room ended, in plain words (docs/protocol.md, Code table)."""

# code: (close code, words)
CODES: dict[str, tuple[int | None, str]] = {
    "bad_request": (None, "the relay does not understand this client"),
    "session_invalid": (None, "the session was not good any more; try again"),
    "origin_forbidden": (None, "the relay does not serve this origin"),
    "pow_invalid": (None, "the proof of work was not accepted; try again"),
    "not_found": (None, "there is no Pug Network relay"),
    "method_not_allowed": (None, "there is no Pug Network relay"),
    "pow_replayed": (None, "the proof of work was used before; try again"),
    "pow_expired": (None, "the proof of work took too long; try again"),
    "payload_too_large": (None, "the relay does not understand this client"),
    "rate_limited": (4429, "too many, too fast; try again later"),
    "server_full": (4503, "the relay is full; try again later"),
    "server_shutdown": (1001, "the relay is going away; try again later"),
    "bad_frame": (4400, "the relay does not understand this client"),
    "bad_secret": (4401, "the link's secret is not the room's"),
    "room_not_found": (4404, "there is no such room, or not any more"),
    "join_timeout": (4408, "joining took too long; try again"),
    "room_full": (4409, "the room is full"),
    "room_expired": (4410, "the room's time is up"),
    "room_purged": (4411, "its creator has ended the room"),
    "not_creator": (None, "only the room's creator can end it"),
    "slow_consumer": (4508, "the connection was too slow; try again later"),
    # What a client finds out by itself.
    "bad_link": (None, "this is no room link, or it is damaged"),
    "closed": (None, "the relay has closed the connection; try again later"),
    "difficulty_too_high": (None, "the relay asks for too much work; do not use it"),
    "left": (None, "you have left"),
    "lost": (None, "the connection is lost; try again later"),
    "message_too_large": (None, "a message has at most 15,845 bytes; it was not sent"),
    "misbehaving_relay": (None, "the relay breaks the protocol; do not use it"),
    "refused": (None, "the relay does not want this client"),
    "unreachable": (None, "the relay cannot be reached; is its address right?"),
}
CODE_OF_CLOSE = {close: code for code, (close, _) in CODES.items()}
BLAMING = {1002, 1003, 1007, 1008, 1009, 1010}  # by which RFC 6455 blames the client
NEW_CHALLENGE = {"session_invalid", "pow_invalid", "pow_replayed", "pow_expired"}


class PugError(Exception):
    """`code` is one of CODES, the message its words. No key, secret or content is ever in it."""

    def __init__(self, code: str) -> None:
        super().__init__(CODES[code][1])
        self.code = code


def code_of_close(close: int) -> str:
    """What a close code stands for. Of those not in the table, 44xx are final and 45xx are for later."""
    unknown = "refused" if close in BLAMING else {44: "refused", 45: "closed"}.get(close // 100, "lost")
    return CODE_OF_CLOSE.get(close, unknown)
