"""A picture that asks for too much gets none of it: not of whoever serves readers."""

import random
import subprocess
import sys
from io import BytesIO

import hostile_files as made
import picture_files as files
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from images import decoded
from images.decoded import NotDrawn, drawn
from images.smuggled import is_smuggling

MOST = 50_000_000
# As Wagtail makes the thumbnail of what was uploaded, in its own process.
STOCK = """
import sys
from io import BytesIO
from django.conf import settings
settings.configure()
import willow
with open(sys.argv[1], "rb") as file:
    picture = willow.Image.open(file).auto_orient().resize((165, 83))
    picture.save_as_png(BytesIO())
"""
SAY_MOST = """
with open("/proc/self/status") as status:
    most = next(line for line in status if line.startswith("VmHWM"))
sys.stderr.write(str(int(most.split()[1]) / 1024))
"""


def most_megabytes(program: str, *arguments: str) -> float:
    """The most memory that a program of Python had, when it ends."""
    command = [sys.executable, "-c", program + SAY_MOST, *arguments]
    done = subprocess.run(command, capture_output=True, check=True)
    return float(done.stderr.split()[-1])  # after what it warns of


def refused(name: str, content: bytes) -> str:
    with pytest.raises(NotDrawn) as why:
        drawn(SimpleUploadedFile(name, content), MOST)
    return why.value.reason


def test_a_sound_picture_is_drawn():
    upload = SimpleUploadedFile("a.jpg", files.encoded("JPEG", files.photo((900, 600))))
    drawing, scale = drawn(upload, MOST)
    assert (drawing.size, drawing.mode, scale) == ((900, 600), "RGB", 1)
    assert upload.tell() == 0


def test_a_small_file_takes_much_memory_of_wagtail_and_little_of_us(tmp_path):
    """The negative control: what the guard is against, measured."""
    bomb = tmp_path / "bomb.png"
    bomb.write_bytes(made.png(8_000, 8_000, colour=0, bits=1))
    assert bomb.stat().st_size < 20_000
    assert most_megabytes(STOCK, str(bomb)) > 250
    ours = most_megabytes(decoded.START + "\n", str(decoded.ROOT), str(bomb), str(MOST))
    assert ours < 60


def test_what_takes_too_much_memory_or_time_is_refused_before_it_does(tmp_path):
    assert refused("scans.jpg", made.many_scans(2_000, 2_000, 400)) == "time"
    blank = Image.new("RGB", (4_500, 4_500))
    assert refused("a.webp", files.encoded("WEBP", blank, method=0)) == "memory"


def test_a_decoder_that_hangs_is_ended(monkeypatch):
    monkeypatch.setattr(decoded, "START", "import time; time.sleep(60)")
    monkeypatch.setattr(decoded, "PATIENCE", 0.2)
    assert refused("a.jpg", made.JPEG) == "time"


def test_a_decoder_that_dies_takes_nobody_along(monkeypatch):
    monkeypatch.setattr(decoded, "START", "import os; os.abort()")
    assert refused("a.jpg", made.JPEG) == "damaged"


def test_a_decoder_knows_no_secret(monkeypatch):
    say = "import os; print('{\"refused\": \"%s\"}' % os.environ.get('SECRET_KEY'))"
    monkeypatch.setenv("SECRET_KEY", "secret")
    monkeypatch.setattr(decoded, "START", say)
    assert refused("a.jpg", made.JPEG) == "None"


def test_four_letters_by_chance_make_no_drawing_of_a_photograph():
    """In every hundredth of 5 MB `<svg` stands somewhere."""
    noise = random.Random(20_261_128).randbytes(6_000_000)
    chance = b"".join(b"<sVg" + bytes([each]) + noise[:1_000] for each in b"\x91\x00;<")
    assert not is_smuggling(BytesIO(made.JPEG + noise + chance))
    for drawing in (b"<svg>", b"<SVG/onload=x>", b"<svg\n  xmlns=", b"<svg />"):
        assert is_smuggling(BytesIO(made.JPEG + noise + drawing)), drawing


def test_what_is_something_else_too_is_refused():
    assert refused("a.png", made.PNG + made.SCRIPT) == "smuggled"
    assert refused("a.gif", made.GIF + made.archive()) == "smuggled"
