"""What a backup says of itself, sealed with a key that is in no database.

Whoever can write to where backups lie could make one, encrypted too: a public key is
public. The seal is made with NEWSCLIP_VERSION_KEY, which also vouches for the history.
"""

import hashlib
import hmac
from dataclasses import asdict, dataclass, field

from django.conf import settings

from newsroom.backup.refusals import BackupRefused
from syndication.exporting.folder import as_json, from_json

FORMAT = 1
KEYS = ("VERSION_KEY", "SECRET_KEY")


@dataclass
class Manifest:
    """``tables`` counts rows, ``files`` those of the newsroom, ``size`` is in bytes.

    ``lost`` are files that rows name and that were gone before. ``sums`` is the digest
    of the list of digests, ``keys`` prints of the keys that are outside the database.
    """

    newsclip: str
    database: str
    at: str
    migrations: list[str]
    tables: dict[str, int]
    lost: list[str] = field(default_factory=list)
    files: int = 0
    size: int = 0
    sums: str = ""
    keys: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def sealed(self) -> bytes:
        """It and its seal, as JSON."""
        self.keys = {key: fingerprint(key) for key in KEYS}
        said = asdict(self)
        return as_json(said | {"seal": _seal(said)}, indent=2)


def read_manifest(text: bytes, *, another_key: bool = False) -> Manifest:
    """What a backup says of itself, if it is one of this newsroom.

    Raises BackupRefused where it is of another kind, or its seal is not ours; with
    ``another_key`` whatever has another print of the key is taken as it is.
    """
    try:
        said = from_json(text)
        seal = said.pop("seal")
        if said.get("format") != FORMAT:
            raise ValueError(f"this Newsclip reads format {FORMAT}")
        manifest = Manifest(**said)
        fits = manifest.keys["VERSION_KEY"] == fingerprint("VERSION_KEY")
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BackupRefused(
            f"This is no backup that this Newsclip reads: {error}."
        ) from error
    if not fits and not another_key:
        raise BackupRefused(
            "This backup was made under another NEWSCLIP_VERSION_KEY (or SECRET_KEY, "
            "where that was not set). Set it to the key of then, or every version "
            "of the history counts as changed; if that key is lost, and you know where "
            "this backup comes from, use --another-key."
        )
    if fits and not hmac.compare_digest(str(seal), _seal(said)):
        raise BackupRefused(
            "This backup was changed after it was made: its seal is not ours. Take "
            "another copy of it."
        )
    return manifest


def fingerprint(key: str) -> str:
    """What tells a key from another, and tells nobody the key."""
    return _with_key(key, b"newsclip backup: which key").hex()[:16]


def _seal(said: dict) -> str:
    return _with_key("VERSION_KEY", b"newsclip backup: seal\n" + as_json(said)).hex()


def _with_key(key: str, text: bytes) -> bytes:
    return hmac.digest(getattr(settings, key).encode(), text, hashlib.sha256)
