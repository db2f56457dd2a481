"""All the hostile files, by what they try."""

import gzip
from collections.abc import Iterator

import hostile_files as made
import picture_files as files
from hostile_files import ACCEPTED, FORMATS, PAYLOAD, SCRIPT
from PIL import Image

Hostile = tuple[str, bytes, str]


def hostile() -> Iterator[Hostile]:
    """Each in turn, made when it is asked for."""
    for kind in (_bombs, _inflating, _lying, _other_kinds, _polyglots, _broken):
        yield from kind()
    yield from _names()


def _bombs() -> Iterator[Hostile]:
    """Small files that are many pixels, or many times the same."""
    yield "49-megapixels-rgba.png", made.png(9_980, 5_000, colour=6), ACCEPTED
    yield "49-megapixels-rgb.png", made.png(9_980, 5_000), ACCEPTED
    yield (
        "49-megapixels-16-bits.png",
        made.png(7_000, 7_100, colour=4, bits=16),
        (ACCEPTED),
    )
    yield (
        "interlaced.png",
        made.png(7_000, 7_000, colour=0, lace=1, idat=b"x"),
        ("damaged"),
    )
    yield "palette.png", made.png(9_980, 5_000, colour=3), ACCEPTED
    yield "51-megapixels.png", made.png(10_200, 5_000, colour=0), "pixels"
    yield "128-megapixels.png", made.png(16_000, 8_000, colour=0, bits=1), "pixels"
    yield (
        "a-line.png",
        made.png(2_000_000, 20, colour=0),
        (
            ACCEPTED,
            "memory",
            "not_written",
        ),
    )
    yield "4-gigapixels.png", made.png(65_535, 65_535, idat=b"x"), "pixels"
    yield "overflow.png", made.png(2**31 - 1, 2**31 - 1, idat=b"x"), "pixels"
    yield "frames.gif", made.frames("GIF", (2_000, 2_000), 60), ACCEPTED
    yield "frames.png", made.frames("PNG", (2_000, 2_000), 40), ACCEPTED
    yield "frames.webp", made.frames("WEBP", (1_000, 1_000), 40), ACCEPTED
    yield "frames.avif", made.frames("AVIF", (200, 200), 30), "invalid_image"
    blank = Image.new("L", (7_000, 7_000))
    yield "large.webp", files.encoded("WEBP", blank.convert("RGB"), method=0), "memory"
    yield "scans.jpg", made.many_scans(7_000, 7_000, 2_000), "time"
    yield (
        "progressive.jpg",
        (files.encoded("JPEG", blank.convert("CMYK"), progressive=True, subsampling=0)),
        "memory",
    )
    yield "49-megapixels.jpg", files.encoded("JPEG", blank), ACCEPTED
    yield "49-megapixels.gif", files.encoded("GIF", blank), ACCEPTED


def _inflating() -> Iterator[Hostile]:
    """Metadata that is small in the file, or endless."""
    for name in (b"zTXt", b"iCCP"):
        data = b"Name\0\0" + made.BOMB
        yield f"{name.decode()}.png", made.in_png(name, data), "damaged"
    yield "iTXt.png", made.in_png(b"iTXt", b"N\0\1\0\0\0" + made.BOMB), "damaged"
    many = made.PNG[:33] + made.chunk(b"tEXt", b"a\0b") * 50_000 + made.PNG[33:]
    yield "texts.png", many, "time"
    yield "exif.jpg", made.in_jpeg(0xE1, made.looping_exif()), ACCEPTED
    yield "exif.png", made.in_png(b"eXIf", made.looping_exif()[6:]), ACCEPTED
    laughs = made.LAUGHS + b"]><x>&j;</x>"
    yield "laughs.jpg", made.xmp(laughs), ACCEPTED
    outside = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
    yield "outside.jpg", made.xmp(outside), ACCEPTED
    deep = b"<a>" * 15_000 + b"</a>" * 5_000
    yield "deep.jpg", made.xmp(deep), ACCEPTED
    yield (
        "iptc.jpg",
        made.in_jpeg(0xED, made.IPTC + b"\x1c\x02\x50\xff" * 9_000),
        (ACCEPTED),
    )
    profile = files.SRGB[:128] + b"\xff" * 60_000
    yield "icc.jpg", files.encoded("JPEG", icc_profile=profile), ACCEPTED
    yield (
        "comments.jpg",
        made.JPEG[:2] + b"\xff\xfe\0\x04ab" * 200_000 + (made.JPEG[2:]),
        "time",
    )


def _lying() -> Iterator[Hostile]:
    """Files whose header says what the rest does not keep."""
    yield "no-size.png", made.png(0, 0, idat=b""), "damaged"
    yield "tall.jpg", made.lying_jpeg(700, 65_535), "damaged"
    yield "huge.jpg", made.lying_jpeg(65_535, 65_535), "pixels"
    yield "no-size.jpg", made.lying_jpeg(0, 0), "damaged"
    yield "lossless.jpg", made.lying_jpeg(300, 200, 0xC3), "damaged"
    yield "arithmetic.jpg", made.lying_jpeg(300, 200, 0xC9), ("damaged", ACCEPTED)
    yield "huge.gif", made.gif((65_535, 65_535), (1, 1)), "pixels"
    yield "small-screen.gif", made.gif((1, 1), (65_535, 65_535)), "pixels"
    yield "no-size.gif", made.gif((0, 0), (0, 0)), "damaged"
    yield "huge.avif", made.lying_avif(65_535, 65_535), "damaged"
    yield "other.avif", made.lying_avif(3_000, 2_000), ("damaged", ACCEPTED)
    yield "crc.png", made.PNG[:33] + made.chunk(b"IDAT", b"x", 1), "damaged"
    yield "bits.png", made.png(90, 90, bits=3, idat=b"x"), "damaged"
    yield "names.jpg", made.JPEG[:20] + bytes(2_000), "damaged"


def _other_kinds() -> Iterator[Hostile]:
    """What is no picture that we take, under the name of one."""
    for kind in ("TIFF", "BMP", "ICO", "PPM", "PDF", "EPS", "TGA", "PCX"):
        code = "invalid_image"
        if kind in ("TIFF", "BMP", "ICO"):
            code = ("invalid_image_known_format", "invalid_image")
        yield f"{kind.lower()}.png", files.encoded(kind), code
    yield "psd.jpg", b"8BPS\0\1" + bytes(400), "invalid_image"
    yield "drawing.svg", files.SVG, "svg"
    yield "drawing.jpg", files.SVG.replace(b"<rect/>", SCRIPT), "svg"
    yield "drawing.png", gzip.compress(files.SVG), "invalid_image"
    yield "page.gif", b"<html>" + SCRIPT, "invalid_image"
    yield "lines.gif", b"\n" * 2_000_000, "invalid_image"
    yield "tags.png", b"<svg>" + b"<g>" * 2_000_000, "svg"
    yield "archive.webp", made.archive(), "invalid_image"
    yield "empty.jpg", b"", "empty"
    yield "one-byte.png", b"\x89", "invalid_image"
    yield "phone.jpg", files.HEIC, "heic"
    yield (
        "too-large.jpg",
        made.JPEG.ljust(25 * 1024 * 1024 + 1, b"\0"),
        ("file_too_large"),
    )


def _polyglots() -> Iterator[Hostile]:
    """Pictures that are something else, too."""
    for ending, sound in FORMATS.items():
        yield f"page.{ending}", sound + SCRIPT, "smuggled"
        yield f"archive.{ending}", sound + made.archive(), "smuggled"
    yield "php.jpg", made.in_jpeg(0xFE, b"<?php system($_GET['c']); ?>"), "smuggled"
    yield "page-inside.png", made.in_png(b"tEXt", b"Comment\0" + SCRIPT), "smuggled"
    yield "document.jpg", made.JPEG + b"%PDF-1.7\n1 0 obj", "smuggled"
    script = b"GIF89a/*" + made.GIF[8:] + b"*/=1;alert('HOSTILE-PAYLOAD')"
    yield "script.gif", script, ("smuggled", "damaged")
    yield "comment.jpg", made.in_jpeg(0xFE, b"echo " + PAYLOAD), ACCEPTED
    yield "trailing.jpg", made.JPEG + PAYLOAD, ACCEPTED


def _broken() -> Iterator[Hostile]:
    """Cut off, and bytes changed in the middle."""
    for ending, sound in FORMATS.items():
        for part in (0.01, 0.3, 0.9):
            cut = sound[: max(16, int(len(sound) * part))]
            yield f"cut-{part}.{ending}", cut, "damaged"


def _names() -> Iterator[Hostile]:
    """Sound pictures whose names are the attack, and sound names that lie."""
    for name in (
        "../../../../tmp/escaped.jpg",
        "..\\..\\escaped.jpg",
        "/etc/escaped.jpg",
        "esc\u202egpj.jpg",
        "caf\u00e9 \U0001f4f7.jpg",
        "CON.jpg",
        "<img src=x onerror=alert(1)>.jpg",
        "'; DROP TABLE images; --.jpg",
        "a" * 5_000 + ".jpg",
    ):
        yield name, made.JPEG, (ACCEPTED, "max_length")
    yield "page.html", made.GIF, "invalid_image_extension"
    yield "photo.jpg.php", made.JPEG, "invalid_image_extension"
    yield "photo.png", made.JPEG, "invalid_image_known_format"
    yield ".jpg", made.JPEG, ("invalid_image_extension", ACCEPTED)
