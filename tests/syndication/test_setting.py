"""How the texts of share cards are set: fonts, directions, lines."""

import unicodedata
from itertools import pairwise

import pytest
from django.conf.locale import LANG_INFO
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from syndication.share_cards.bidi import levels, visual_order
from syndication.share_cards.card import Card
from syndication.share_cards.drawing import ALONE, MOST_BYTES, drawn
from syndication.share_cards.faces import DISPLAY, FURNITURE, OTHERS, clusters, faced
from syndication.share_cards.setting import (
    ELLIPSIS,
    Text,
    clean,
    draw,
    fitted,
    line,
    width_of,
)

HEADLINES = {
    "Arabic": "ميناء أفيرن يعيد فتح الرصيف رقم ١٢ بعد اتفاق (2026)",
    "Armenian": "Նավահանգիստը վերաբացվեց տասնչորս օրից",
    "Bengali": "চৌদ্দ দিনের ধর্মঘটের পর বন্দর আবার চালু হলো",
    "Burmese": "ဆယ့်လေးရက်ကြာ သပိတ်အပြီး ဆိပ်ကမ်း ပြန်ဖွင့်",
    "Chinese, simplified": "阿弗恩港在罢工十四天后重新开放，朱镕基“达成协议”。",
    "Chinese, traditional": "阿弗恩港在罷工十四天後重新開放，領航員與港務局達成協議",
    "Cyrillic": "Порт Аверн снова открыт: ґрунт, Ђорђе, Қазақ, Ўзбек",
    "Devanagari": "चौदह दिन की हड़ताल के बाद बंदरगाह फिर से खुला",
    "Ethiopic": "ወደቡ ከአስራ አራት ቀናት የስራ ማቆም አድማ በኋላ ተከፈተ",
    "Georgian": "ნავსადგური გაფიცვის შემდეგ კვლავ გაიხსნა",
    "Greek": "Το λιμάνι άνοιξε ξανά μετά από απεργία",
    "Gujarati": "ચૌદ દિવસની હડતાળ પછી બંદર ફરી ખુલ્યું",
    "Gurmukhi": "ਚੌਦਾਂ ਦਿਨਾਂ ਦੀ ਹੜਤਾਲ ਤੋਂ ਬਾਅਦ ਬੰਦਰਗਾਹ ਮੁੜ ਖੁੱਲ੍ਹੀ",
    "Hebrew": "הנמל נפתח מחדש לאחר שביתה בת 14 ימים",
    "Japanese": "アヴェルヌ港、14日間のストライキを経て再開「合意」",
    "Kannada": "ಹದಿನಾಲ್ಕು ದಿನಗಳ ಮುಷ್ಕರದ ನಂತರ ಬಂದರು ಮತ್ತೆ ತೆರೆಯಿತು",
    "Khmer": "កំពង់ផែបើកឡើងវិញបន្ទាប់ពីកូដកម្មដប់បួនថ្ងៃ",
    "Korean": "아베른 항구, 14일간의 파업 끝에 다시 문을 열다",
    "Lao": "ທ່າເຮືອເປີດຄືນຫຼັງການປະທ້ວງສິບສີ່ວັນ",
    "Latin": "Cảng mở cửa; Łódź, İstanbul, Þórður, Ọ̀ṣun, naïve ‘quotes’ — 50 %",
    "Malayalam": "പതിനാല് ദിവസത്തെ സമരത്തിന് ശേഷം തുറമുഖം വീണ്ടും തുറന്നു",
    "Odia": "ଚଉଦ ଦିନର ଧର୍ମଘଟ ପରେ ବନ୍ଦର ପୁଣି ଖୋଲିଲା",
    "Persian": "بندر آورن پس از اعتصاب ۱۴ روزه دوباره باز شد؛ می‌گویند",
    "Sinhala": "දින දහහතරක වර්ජනයෙන් පසු වරාය නැවත විවෘත විය",
    "Tamil": "பதினான்கு நாள் வேலைநிறுத்தத்திற்குப் பிறகு துறைமுகம் திறப்பு",
    "Telugu": "పద్నాలుగు రోజుల సమ్మె తర్వాత ఓడరేవు మళ్లీ తెరుచుకుంది",
    "Thaana": "ބަނދަރު އަލުން ހުޅުވައިފި",
    "Thai": "ท่าเรือเปิดอีกครั้งหลังการนัดหยุดงานสิบสี่วัน",
    "Tibetan": "གྲུ་ཁ་སླར་ཡང་སྒོ་ཕྱེ།",
    "Urdu": "بندرگاہ ہڑتال کے چودہ دن بعد دوبارہ کھل گئی",
    "Symbols": "€ ₹ ₽ ₿ → ≈ × ± ° № ™ © • ★ ✓ ½ § …",
    "Emoji": "🚢 🎉 🇫🇷 👩‍✈️ 👍🏽 ❤️ 🏴󠁧󠁢󠁳󠁣󠁴󠁿",
}
# Scripts that no font here draws: their letters are left out of a card.
WITHOUT = {
    "Adlam": "𞤀",
    "Balinese": "ᬅ",
    "Canadian syllabics": "ᐃ",
    "Cherokee": "Ꭰ",
    "Egyptian hieroglyphs": "𓀀",
    "Javanese": "ꦄ",
    "Mongolian": "ᠮ",
    "N'Ko": "ߒ",
    "Syriac": "ܣ",
    "Tifinagh": "ⵣ",
}
RTL = {"Arabic", "Hebrew", "Persian", "Thaana", "Urdu"}


@pytest.mark.parametrize("script", HEADLINES)
def test_every_script_of_the_world_s_news_has_its_letters(script):
    text = clean(HEADLINES[script])
    for first in (DISPLAY, FURNITURE):
        assert "".join(each for each, _ in faced(text, first)) == text


@pytest.mark.parametrize("language", LANG_INFO)
def test_every_language_s_own_name_has_its_letters(language):
    name = clean(LANG_INFO[language].get("name_local", ""))
    assert "".join(each for each, _ in faced(name, DISPLAY)) == name


@pytest.mark.parametrize("script", WITHOUT)
def test_letters_that_no_font_has_are_left_out_and_no_boxes_drawn(script):
    assert faced(WITHOUT[script], DISPLAY) == []
    with_them = drawn(_card(f"Vote {WITHOUT[script]}"))
    assert with_them == drawn(_card("Vote"))


def test_no_font_claims_a_character_that_it_does_not_draw():
    """Each face's first letters differ from what it draws for a missing one."""
    for face in OTHERS:
        font = face.at(40)
        missing = font.getmask("\U000fffff")
        letters = [c for c in sorted(face.characters) if c.isalpha()][:40]
        same = [c for c in letters if bytes(font.getmask(c)) == bytes(missing)]
        assert same == [], face.file


def _card(headline, **fields) -> Card:
    plain = {"story": 1, "brand": "Newsclip", "logo": None}
    return Card(headline=headline, **plain | fields)


# Directions ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("abc", 0, "000"),
        ("abc", 1, "222"),
        ("אבג", 0, "111"),
        ("אבג", 1, "111"),
        ("אבג 12", 1, "111122"),
        ("abc אב", 0, "000011"),
        ("אב NATO אב", 1, "1112222111"),
        ("اب 12", 1, "11122"),
        ("אב (2026)", 1, "111122221"),
        ("אב 5%", 1, "11122"),
        ("אב 1,5 אב", 1, "111222111"),
        ("a 12 אב", 0, "0000011"),
        ("אב: ab!", 1, "1111221"),
    ],
)
def test_characters_have_the_levels_that_unicode_gives_them(text, base, expected):
    assert "".join(map(str, levels(text, base))) == expected


def test_a_number_in_right_to_left_text_is_read_from_left_to_right():
    assert visual_order([(1, "ב"), (2, "12"), (1, "א")]) == [
        (1, "א"),
        (2, "12"),
        (1, "ב"),
    ]
    assert visual_order([(0, "a"), (1, "ב"), (2, "1"), (1, "א"), (0, "c")]) == [
        (0, "a"),
        (1, "א"),
        (2, "1"),
        (1, "ב"),
        (0, "c"),
    ]


@given(st.lists(st.integers(0, 3), max_size=30))
def test_no_run_is_lost_when_a_line_is_put_in_order(levels_of):
    given_runs = list(enumerate(levels_of))
    ordered = visual_order([(level, at) for at, level in given_runs])
    assert sorted(at for _, at in ordered) == [at for at, _ in given_runs]


def test_arabic_letters_are_joined():
    apart = sum(width_of(line(_arabic(letter), 2000, 60)) for letter in "ميناء")
    assert width_of(line(_arabic("ميناء"), 2000, 60)) < apart


def _arabic(text) -> Text:
    return Text(text, DISPLAY, rtl=True, language="ar")


def test_a_right_to_left_line_begins_at_the_right():
    image = Image.new("L", (400, 100), 255)
    block = line(_arabic("ميناء 12"), 2000, 40)
    draw(block, ImageDraw.Draw(image), 390, 60, "black")
    left, _, right, _ = image.point(lambda value: 255 - value).getbbox()
    assert right <= 392
    assert abs((390 - left) - width_of(block)) < 8


def test_japanese_letters_have_japanese_forms():
    japanese = Text("直", DISPLAY, language="ja")
    chinese = Text("直", DISPLAY, language="zh-hans")
    assert _pixels(japanese) != _pixels(chinese)


def _pixels(text: Text) -> bytes:
    image = Image.new("L", (120, 120), 255)
    draw(line(text, 500, 100), ImageDraw.Draw(image), 5, 100, "black")
    return image.tobytes()


# Lines -----------------------------------------------------------------------------


def set_in(text, width=1072, height=340, sizes=ALONE, **fields):
    return fitted(Text(clean(text), DISPLAY, **fields), width, height, sizes)


def test_a_short_headline_is_as_large_as_can_be():
    assert (set_in("Vote").size, set_in("Vote").lines) == (ALONE[0], ["Vote"])


def test_a_longer_headline_is_smaller():
    sizes = [set_in("Harbour vote " * times).size for times in (1, 4, 8, 12)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == len(sizes)


def test_what_is_too_long_at_any_size_ends_with_an_ellipsis_at_a_word():
    block = set_in("The harbour board postponed its vote " * 30)
    assert block.size == ALONE[-1]
    assert block.lines[-1].endswith(ELLIPSIS)
    last = block.lines[-1].removesuffix(ELLIPSIS).split()[-1]
    assert last in {"The", "harbour", "board", "postponed", "its", "vote"}
    assert block.height <= 340


def test_255_characters_are_shown_whole():
    text = ("The harbour board postponed its vote until Thursday, " * 5)[:255].strip()
    assert " ".join(set_in(text).lines) == text


def test_a_word_is_broken_only_where_no_size_has_room_for_it():
    long = "Donaudampfschifffahrtsgesellschaftskapitän"
    assert set_in(f"{long} ist da", 600, sizes=range(80, 19, -2)).lines[0] == long
    broken = set_in("x" * 250)
    assert "".join(broken.lines) == "x" * 250
    assert len(broken.lines) > 1


def test_lines_are_about_as_long_as_each_other():
    block = set_in(
        "What a number from one to ten knows: Brenholt’s bail score, explained"
    )
    lengths = [len(each) for each in block.lines]
    assert max(lengths) - min(lengths) < 10


def test_no_line_begins_with_what_belongs_to_the_line_before():
    text = (
        "「アヴェルヌ港」、14日間の「ストライキ」を経て、再開。水先人と「合意」。" * 3
    )
    for before, after in pairwise(set_in(text, 500).lines):
        assert after[0] not in "、。」ー"
        assert before[-1] not in "「"


def test_a_language_without_spaces_between_words_is_not_set_small():
    thai = "ท่าเรือเปิดอีกครั้งหลังการนัดหยุดงานสิบสี่วันและข้อตกลงกับนักบิน"
    block = set_in(thai)
    assert block.size > 70
    assert "".join(block.lines) == thai
    for each in block.lines:
        assert not unicodedata.combining(each[0])
        assert each[-1] not in "เแโใไ"


def test_a_line_that_is_too_long_is_cut():
    block = line(Text("The Very Long Name of an Outlet", FURNITURE), 300, 26)
    assert block.lines[0].endswith(ELLIPSIS)
    assert width_of(block) <= 300


def test_nothing_is_no_line():
    assert line(Text("", FURNITURE), 300, 26).lines == []
    assert set_in("").lines == []


def test_what_is_invisible_is_left_out():
    assert clean("  a\u202eb\u200b\tc\n\x07 \ufeff") == "ab c"
    assert clean("می\u200cگویند") == "می\u200cگویند"


def test_a_flag_and_joined_emoji_are_one():
    assert list(clusters("a🇫🇷🇩🇪👩‍✈️é")) == ["a", "🇫🇷", "🇩🇪", "👩‍✈️", "é"]


def test_quotation_marks_are_those_of_the_language():
    chinese = dict(faced("“达成”", DISPLAY))
    assert chinese["“"] is chinese["达"]
    english = dict(faced("“Vote”", DISPLAY))
    assert english["“"] is DISPLAY


anything = st.lists(
    st.one_of(st.sampled_from([*HEADLINES.values()]), st.text(max_size=40)), max_size=4
)


@settings(max_examples=40)
@given(anything, st.booleans())
@example(["x" * 255], False)
@example(["\u0301" * 50], False)
@example(["\U0001f1eb" * 41], False)
@example(["\u200d" * 30 + "\ufe0f" * 30], True)
@example([" \u3000 "], False)
@example(["(" * 120 + "א" * 120], True)
def test_any_headline_is_set_inside_its_box(parts, rtl):
    text = " ".join(parts)[:255]
    block = set_in(text, rtl=rtl, language="ar" if rtl else "en")
    assert width_of(block) <= 1072 * 1.02
    assert block.height <= 340 or len(block.lines) <= 1
    whole = "".join(each for each, _ in faced(clean(text), DISPLAY))
    shown = "".join(block.lines)
    if not shown.endswith(ELLIPSIS):
        assert shown.replace(" ", "") == whole.replace(" ", "").replace("\u3000", "")


@settings(max_examples=8)
@given(st.text(max_size=255), st.text(max_size=80), st.text(max_size=60), st.booleans())
@example("", "", "", False)
def test_any_card_is_drawn_and_light(headline, outlet, category, rtl):
    card = _card(headline, outlet=outlet, category=category, rtl=rtl, kinds=(outlet,))
    assert 1_000 < len(drawn(card)) < MOST_BYTES
