"""What keeps a backup from being written or restored, in words."""

from syndication.exporting.folder import FolderRefused


class BackupRefused(Exception):
    """One line on what is wrong, and what to do."""


class FileVanished(Exception):
    """A file that the snapshot names was deleted before it was read."""


# What reading and writing raise for what is not ours to mend.
REFUSALS = BackupRefused, FolderRefused, OSError
