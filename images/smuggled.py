"""Files that are a picture and something else as well: a page, a program, an archive.

Nobody is served an original, and what is published is drawn anew; but an original is
exported, backed up and sent on, so such a file is not taken in at all.
"""

import re
from typing import IO

WINDOW = 1 << 20
# What a picture's own metadata never holds, and browsers, shells and readers act on.
_SMUGGLED = re.compile(
    rb"<script|<\?php|<html|<iframe|<body|<img |<object|javascript:"
    # Four letters alone stand by chance in every hundredth photograph of 5 MB.
    rb"|<svg(?:\s*/?>|[\s/]+[a-z])"
    rb"|%PDF-|\?><\?=|Rar!\x1a\x07|7z\xbc\xaf\x27\x1c|\x7fELF\x02\x01\x01"
    rb"|#!/(?:usr/)?bin/",
    re.IGNORECASE,
)
_LONGEST = 16
# A ZIP, JAR or DOCX is found by readers from its end (APPNOTE.TXT, 4.3.16).
_ZIP, _ZIP_END = b"PK\x05\x06", 65_557


def is_smuggling(file: IO[bytes]) -> bool:
    """Whether an open file holds markup, a script, a program or an archive."""
    file.seek(0)
    # The start of a comment of JavaScript, where it is a picture's size.
    if b"/*" in file.read(16):
        return True
    file.seek(0)
    before = b""
    while part := file.read(WINDOW):
        if _SMUGGLED.search(before + part):
            return True
        before = part[-_LONGEST:]
    size = file.tell()
    file.seek(max(0, size - _ZIP_END))
    return _ZIP in file.read()
