"""What a process remembers for some seconds, rather than ask the database each time."""

from collections.abc import Callable
from functools import wraps
from time import monotonic

# By function and arguments: until when it is remembered, and what.
_remembered: dict[tuple, tuple[float, object]] = {}


def remembered_for(seconds: float) -> Callable:
    """Decorator: the answer is that of a call some seconds ago, if there was one.

    For functions of few different arguments: nothing is ever taken out.
    """

    def decorate(function):
        @wraps(function)
        def remembering(*arguments):
            key = function, *arguments
            until, answer = _remembered.get(key, (0.0, None))
            if monotonic() > until:
                answer = function(*arguments)
                _remembered[key] = monotonic() + seconds, answer
            return answer

        return remembering

    return decorate


def forget() -> None:
    """Remember nothing any more."""
    _remembered.clear()
