"""How fast a relay lets a connection send (docs/protocol.md, Rates and backlog)."""

import time

from codes import PugError
from create import ask

RATES = {"frames": 50, "frameBurst": 100, "bytes": 65_536, "byteBurst": 131_072}
SHARE_OF_BURST = 0.5  # networks bunch what was sent evenly; and join and keep-alive count too


def rates_of(origin: str) -> dict[str, int]:
    """The rates of this relay, or those of the protocol if it does not tell (Also: limits and health)."""
    try:
        told = ask(f"{origin}/api/limits")["rate"]
        rates = {name: int(told[name]) for name in RATES}
        return rates if min(rates.values()) > 0 else RATES
    except (PugError, ValueError, TypeError, LookupError, ArithmeticError):
        return RATES


class Bucket:
    """Lets through `rate` of something a second, and a share of `burst` at once."""

    def __init__(self, rate: int, burst: int) -> None:
        self._rate, self._most, self._level, self._at = rate, burst * SHARE_OF_BURST, 0.0, time.monotonic()

    def take(self, amount: float) -> float:
        """Takes so much, and gives back after how many seconds it is allowed."""
        now = time.monotonic()
        self._level = max(0.0, self._level - (now - self._at) * self._rate) + amount
        self._at = now
        return max(0.0, (self._level - self._most) / self._rate)


class Pace:
    """The rates of one connection: so many messages, and so many bytes."""

    def __init__(self, rates: dict[str, int]) -> None:
        self._frames = Bucket(rates["frames"], rates["frameBurst"])
        self._bytes = Bucket(rates["bytes"], rates["byteBurst"])

    def seconds_until(self, size: int) -> float:
        """Counts a message of so many bytes, and tells how long it has to wait."""
        return max(self._frames.take(1), self._bytes.take(size))
