"""Files that are made to harm whoever opens them, and what each is to come to.

Each is ``(name, content, code)``: the file's name, its bytes, and the code of the error
it is refused with; ``ACCEPTED`` for one that is a harmless picture to us, because what
is published is drawn anew.
"""

import zlib
from io import BytesIO
from struct import pack
from zipfile import ZipFile

import picture_files as files
from PIL import Image

ACCEPTED = ""
PAYLOAD = b"HOSTILE-PAYLOAD"
SCRIPT = b"<script>alert('HOSTILE-PAYLOAD')</script>"
JPEG, PNG = files.encoded("JPEG"), files.encoded("PNG")
GIF, WEBP, AVIF = (files.encoded(each) for each in ("GIF", "WEBP", "AVIF"))
FORMATS = {"jpg": JPEG, "png": PNG, "gif": GIF, "webp": WEBP, "avif": AVIF}
BOMB = zlib.compress(bytes(60_000_000), 9)


def chunk(name: bytes, data: bytes, crc: int | None = None) -> bytes:
    """A chunk of a PNG."""
    crc = zlib.crc32(name + data) if crc is None else crc
    return pack(">I", len(data)) + name + data + pack(">I", crc)


def png(width: int, height: int, *, colour=2, bits=8, lace=0, before=b"", idat=None):
    """A PNG of one colour, or with any other data; ``before`` are chunks of its own."""
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    if idat is None:
        line = 1 + -(-width * channels * bits // 8)
        pack_all = zlib.compressobj(9)
        idat = b"".join(pack_all.compress(bytes(line)) for _ in range(height))
        idat += pack_all.flush()
    head = chunk(b"IHDR", pack(">IIBBBBB", width, height, bits, colour, 0, 0, lace))
    palette = chunk(b"PLTE", bytes(768)) if colour == 3 else b""
    signature = b"\x89PNG\r\n\x1a\n"
    return (
        signature + head + before + palette + chunk(b"IDAT", idat) + chunk(b"IEND", b"")
    )


def in_png(name: bytes, data: bytes) -> bytes:
    """The sound PNG with one more chunk after its header."""
    return PNG[:33] + chunk(name, data) + PNG[33:]


def in_jpeg(marker: int, data: bytes) -> bytes:
    """The sound JPEG with one more segment after its first two bytes."""
    return JPEG[:2] + bytes((255, marker)) + pack(">H", len(data) + 2) + data + JPEG[2:]


def xmp(text: bytes) -> bytes:
    """The sound JPEG with this XMP."""
    return in_jpeg(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + text)


def many_scans(width: int, height: int, scans: int) -> bytes:
    """A progressive JPEG whose last scan comes again and again."""
    sound = files.encoded("JPEG", Image.new("L", (width, height)), progressive=True)
    last = sound.rindex(b"\xff\xda")
    return sound[:-2] + sound[last:-2] * scans + sound[-2:]


def frames(file_format: str, size: tuple[int, int], count: int) -> bytes:
    """An animation of frames that are each of one colour."""
    shown = [Image.new("P", size, at % 2) for at in range(count)]
    if file_format in ("AVIF", "WEBP"):
        shown = [each.convert("RGB") for each in shown]
    return files.encoded(
        file_format, shown[0], save_all=True, append_images=shown[1:], duration=20
    )


def gif(screen: tuple[int, int], frame: tuple[int, int], data=b"\x02\x02\x4c\x01\0"):
    """A GIF whose screen and frame say any size."""
    head = b"GIF89a" + pack("<HHBBB", *screen, 0x80, 0, 0) + bytes(6)
    return head + b"," + pack("<HHHHB", 0, 0, *frame, 0) + data + b";"


def lying_jpeg(width: int, height: int, marker: int | None = None) -> bytes:
    """The sound JPEG that says another size, or another way of coding."""
    at = JPEG.index(b"\xff\xc0")
    kind = JPEG[at : at + 2] if marker is None else bytes((255, marker))
    return (
        JPEG[:at]
        + kind
        + JPEG[at + 2 : at + 5]
        + pack(">HH", height, width)
        + (JPEG[at + 9 :])
    )


def lying_avif(width: int, height: int) -> bytes:
    """The sound AVIF whose ``ispe`` property says another size."""
    at = AVIF.index(b"ispe") + 8
    return AVIF[:at] + pack(">II", width, height) + AVIF[at + 8 :]


def looping_exif() -> bytes:
    """EXIF whose directories lead to themselves, and which says a billion values."""
    entries = pack("<HHII", 0x8769, 4, 1, 8) + pack("<HHII", 0x112, 3, 2**30, 8)
    return b"Exif\0\0II*\0\x08\0\0\0" + pack("<H", 2) + entries + pack("<I", 8)


def archive() -> bytes:
    """A ZIP with a page of a script in it."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as zipped:
        zipped.writestr("index.txt", PAYLOAD)
    return buffer.getvalue()


LAUGHS = b'<!DOCTYPE l [<!ENTITY a "ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
)
IPTC = b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + pack(">I", 60_000)
