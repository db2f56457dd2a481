"""What a file says of itself fills empty fields, and can do no harm."""

from io import BytesIO
from struct import pack

import picture_files as files
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import PngImagePlugin
from ways_to_upload import by_form

from images import embedded
from images.models import NewsImage

pytestmark = pytest.mark.django_db

UTF_8 = (1, 90, b"\x1b%G")
FIELDS = [
    (2, 80, b"Ada Okafor"),
    (2, 110, b"Harbour News"),
    (2, 116, b"2026 Harbour News"),
    (2, 120, b"Cranes at dawn"),
]


def iptc_jpeg(fields, **options) -> bytes:
    """A JPEG with these IPTC fields: ``(record, dataset, value)``."""
    records = b"".join(
        b"\x1c" + bytes([record, dataset]) + pack(">H", len(value)) + value
        for record, dataset, value in fields
    )
    resource = b"8BIM\x04\x04\0\0" + pack(">I", len(records)) + records
    block = b"Photoshop 3.0\0" + resource + b"\0" * (len(records) % 2)
    data = files.encoded("JPEG", **options)
    return data[:2] + b"\xff\xed" + pack(">H", len(block) + 2) + block + data[2:]


def xmp(inner: str, head: str = "", attributes: str = "") -> bytes:
    return (
        f'{head}<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
        'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        f"{attributes}>{inner}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


WORDS = xmp(
    "<dc:creator><rdf:Seq><rdf:li>Åsa Lind</rdf:li><rdf:li>Bo Ek</rdf:li></rdf:Seq>"
    "</dc:creator><dc:description><rdf:Alt><rdf:li xml:lang='sv'>Kranar</rdf:li>"
    "<rdf:li xml:lang='x-default'>Cranes\n at dusk</rdf:li></rdf:Alt></dc:description>"
    "<dc:rights><rdf:Alt><rdf:li xml:lang='x-default'>© TT</rdf:li></rdf:Alt>"
    "</dc:rights>",
    attributes="photoshop:Credit='TT'",
)


def filled(data: bytes, **fields) -> tuple[str, str, str]:
    """Credit, caption and licence of a picture with these fields, after an upload."""
    picture = NewsImage(**fields)
    embedded.fill_empty_fields(picture, BytesIO(data))
    return picture.credit, picture.caption, picture.licence


def test_iptc_fills_what_is_empty():
    assert filled(iptc_jpeg(FIELDS)) == (
        "Ada Okafor / Harbour News",
        "Cranes at dawn",
        "© 2026 Harbour News",
    )


def test_xmp_fills_what_is_empty():
    words = ("Åsa Lind, Bo Ek / TT", "Cranes at dusk", "© TT")
    assert filled(files.encoded("JPEG", xmp=WORDS)) == words
    assert filled(files.encoded("WEBP", xmp=WORDS)) == words
    texts = PngImagePlugin.PngInfo()
    texts.add_itxt("XML:com.adobe.xmp", WORDS.decode())
    assert filled(files.encoded("PNG", pnginfo=texts)) == words


def test_xmp_goes_before_iptc_field_by_field():
    xmp_of_credit = xmp("", attributes="photoshop:Credit='AP'")
    assert filled(iptc_jpeg(FIELDS, xmp=xmp_of_credit))[:2] == (
        "Ada Okafor / AP",
        "Cranes at dawn",
    )


def test_what_the_editor_wrote_is_kept():
    data = iptc_jpeg(FIELDS)
    mine = {"credit": "Mine", "caption": "My words", "licence": "Bought"}
    assert filled(data, **mine) == ("Mine", "My words", "Bought")
    assert filled(data, credit="Mine")[1] == "Cranes at dawn"


@pytest.mark.parametrize("by_line", ["Harbour News", "  Harbour   News\0"])
def test_a_name_is_not_said_twice(by_line):
    fields = [(2, 80, by_line.encode()), (2, 110, b"Harbour News")]
    assert filled(iptc_jpeg(fields))[0] == "Harbour News"


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ([UTF_8, (2, 80, "Åsa".encode())], "Åsa"),
        ([(2, 80, "Åsa".encode())], "Åsa"),
        ([(2, 80, "Åsa".encode("cp1252"))], "Åsa"),
        ([UTF_8, (2, 80, b"\xff\xfeAda")], "��Ada"),
        ([(2, 80, b"Ada"), (2, 80, b"Bo")], "Ada, Bo"),
        ([(2, 80, "A\x00d\x1ba\u202e\u200b".encode())], "A d a"),
        ([(2, 80, b"")], ""),
        ([(2, 80, b"\0 \t")], ""),
    ],
)
def test_letters_of_any_encoding_are_read_and_invisible_ones_dropped(fields, name):
    assert filled(iptc_jpeg(fields))[0] == name


@pytest.mark.parametrize("owner", ["© TT", "(c) TT", "Copyright TT"])
def test_a_copyright_sign_is_not_doubled(owner):
    assert filled(iptc_jpeg([UTF_8, (2, 116, owner.encode())]))[2] == owner


def test_long_words_are_cut_to_their_fields():
    data = iptc_jpeg(
        [(2, 80, b"x" * 9000), (2, 120, b"y" * 9000), (2, 116, b"z" * 9000)]
    )
    credit, caption, licence = filled(data)
    assert (len(credit), len(caption), len(licence)) == (200, 300, 200)
    assert credit.endswith("x…")


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)
OUTSIDE = '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    "packet",
    [
        xmp("<dc:creator>&c;</dc:creator>", head=BOMB),
        xmp("<dc:creator>&c;</dc:creator>", head=OUTSIDE),
        b"<x" * 20_000,
        b"<a>" * 20_000,
        b"\xff\xfe\x00\xd8 no xml",
        b'<?xml version="1.0" encoding="no-such"?><a/>',
        b"<a>\x00</a>",
        b"",
    ],
)
def test_hostile_xmp_is_not_there_and_the_rest_is(packet):
    assert filled(iptc_jpeg(FIELDS, xmp=packet)) == filled(iptc_jpeg(FIELDS))


@given(st.binary(max_size=400))
def test_no_iptc_or_xmp_raises(noise):
    filled(iptc_jpeg([(2, 80, noise), (2, 120, noise)], xmp=noise))
    data = files.encoded("JPEG")
    block = b"Photoshop 3.0\0" + noise
    head = b"\xff\xed" + pack(">H", len(block) + 2) + block
    for field in filled(data[:2] + head + data[2:]):
        assert "\0" not in field


def test_every_way_of_upload_fills_the_fields(upload):
    assert upload("photo.jpg", iptc_jpeg(FIELDS)) == []
    picture = NewsImage.objects.get()
    assert (picture.credit, picture.caption) == (
        "Ada Okafor / Harbour News",
        "Cranes at dawn",
    )
    assert picture.licence == "© 2026 Harbour News"
    assert picture.ready_files


def test_words_of_the_form_go_before_the_files(desk):
    by_form(desk, "photo.jpg", iptc_jpeg(FIELDS), credit="Photo: the desk")
    assert NewsImage.objects.get().credit == "Photo: the desk"


def test_a_file_with_hostile_metadata_is_uploaded(upload):
    bomb = xmp("<dc:creator>&c;</dc:creator>", head=BOMB)
    assert upload("photo.jpg", iptc_jpeg([(2, 80, b"\xff\x00")], xmp=bomb)) == []
