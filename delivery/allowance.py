"""What one call of the outbound client may take: seconds and bytes, in all."""

import time

from delivery.public_addresses import OutboundFailed


class Allowance:
    """What is left of a call's time and bytes."""

    def __init__(self, seconds: float, max_bytes: int):
        self.bytes = max_bytes
        self.pace = seconds / max_bytes
        self.earned = 0.0
        self.deadline = time.monotonic() + seconds
        self.too_late = f"No complete answer within {seconds:g} seconds."
        self.too_much = f"The answer is larger than {max_bytes:,} bytes."

    def seconds(self) -> float:
        """Seconds left, more than 0; raises OutboundFailed when there are none."""
        seconds = self.deadline - time.monotonic()
        if seconds <= 0:
            raise OutboundFailed(self.too_late)
        return seconds

    def keep_pace(self, count: int) -> None:
        """Let ``count`` more bytes come, as fast as the first might, or faster."""
        self.bytes += count
        self.earned = self.pace

    def spend(self, count: int) -> None:
        """Count bytes that came in; raises OutboundFailed when they are too many."""
        self.bytes -= count
        self.deadline += count * self.earned
        if self.bytes < 0:
            raise OutboundFailed(self.too_much)
