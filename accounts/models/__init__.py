"""The newsroom's people, and what they do with each other's stories."""

from accounts.models.review import (
    DeskTask,
    EditTask,
    EditTaskState,
    LegalReviewTask,
    PublishTask,
)
from accounts.models.user import User

__all__ = [
    "DeskTask",
    "EditTask",
    "EditTaskState",
    "LegalReviewTask",
    "PublishTask",
    "User",
]
