import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from hashtags.folding import clean_name, fold, parse, slug_for

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
# Characters whose case, width or decomposition pull against each other.
AWKWARD = st.text(
    st.sampled_from("#＃ eαİıßẞſﬁᾳΐͅς\u0301\u0307\u3099ハﾊﾞ℡№﷼Ǆŉé각ᄀ.．\u200d\u00ad"),
    max_size=8,
)


@given(ANY_TEXT | AWKWARD)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(ANY_TEXT | AWKWARD)
def test_storing_a_hashtag_never_changes_what_it_is_found_by(text):
    try:
        name = clean_name(text)
    except ValidationError:
        return
    assert fold(name) == fold(text)
    assert clean_name(name) == name


@pytest.mark.parametrize(
    "spelling",
    ["#NATO", "nato", "Nato", "ＮＡＴＯ", "＃nato", "N A TO", "NATO.", "N\u00adATO"],
)
def test_spellings_of_one_hashtag_fold_alike(spelling):
    assert fold(spelling) == "nato"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Élysée", "elysee"),
        ("Ελλάδα", "ελλαδα"),
        ("Straße", "STRASSE"),
        ("İstanbul", "istanbul"),
        ("IŞIK", "ışık"),
        ("ﾊﾞｽ", "バス"),
        ("O’Neill", "o'neill"),
        ("می\u200cخواهم", "میخواهم"),
        ("GlobalSecurity", "global security"),
    ],
)
def test_same_hashtag(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("バス", "ハス"),
        ("мой", "мои"),
        ("हिंदी", "हदी"),
        ("ไทย", "ไท"),
        ("C++", "C"),
        ("C#", "C"),
        ("AT&T", "ATT"),
    ],
)
def test_different_hashtags(one, other):
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("GlobalSecurity", "globalsecurity"),
        ("Élysée", "élysée"),
        ("Безопасность", "безопасность"),
        ("Ελλάδα", "ελλάδα"),
        ("أوكرانيا", "أوكرانيا"),
        ("ביטחון", "ביטחון"),
        ("हिंदी", "हिंदी"),
        ("ประเทศไทย", "ประเทศไทย"),
        ("バス", "バス"),
        ("한국", "한국"),
        ("北约", "北约"),
        ("C", "c"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("AT&T", "at-and-t"),
        (".NET", "dot-net"),
        ("Web3.0", "web3-0"),
        ("O'Neill", "oneill"),
        ("snake_case", "snake_case"),
    ],
)
def test_slug_keeps_the_script_and_speaks_the_symbols(name, slug):
    assert slug_for(name) == slug


@given(ANY_TEXT | st.text("C+#&@", max_size=150))
def test_slug_is_never_empty_never_long_and_one_part_of_a_path(text):
    slug = slug_for(text)
    assert 0 < len(slug) <= 100
    assert not set(slug) & set("/?#%. \t\n")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("#NATO", "NATO"),
        ("Global Security", "GlobalSecurity"),
        ("global security", "GlobalSecurity"),
        ("NATO summit", "NATOSummit"),
        ("iPhone", "iPhone"),
        ("ประเทศ ไทย", "ประเทศไทย"),
        ("Node.js", "Node.js"),
        ("C#", "C#"),
        ("O’Neill", "O'Neill"),
        ("\ufeffNATO\u200b", "NATO"),
    ],
)
def test_name_is_kept_as_typed_and_words_are_joined(typed, name):
    assert clean_name(typed) == name


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("#", "add a letter or a number"),
        ("++", "add a letter or a number"),
        ("\u3164", "add a letter or a number"),
        ("Win!", "remove !"),
        ("Go🚀", "remove 🚀"),
        ("C#Sharp", "remove #"),
        ("a/b", "remove /"),
        ("x" * 101, "shorten it"),
        ("ﷺ" * 20, "shorten it"),
    ],
)
def test_what_cannot_be_a_hashtag_is_refused_with_advice(typed, advice):
    with pytest.raises(ValidationError) as refusal:
        clean_name(typed)
    (message,) = refusal.value.messages
    assert advice in message
    assert len(message) < 200


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("#NATO, #Macron", ["NATO", "Macron"]),
        ("#NATO #Macron", ["NATO", "Macron"]),
        ("#NATO#Macron", ["NATO", "Macron"]),
        ("#NATO\r\n#Macron\n", ["NATO", "Macron"]),
        ("#हिंदी#मराठी", ["हिंदी", "मराठी"]),
        ("Global Security, NATO", ["Global Security", "NATO"]),
        ("#Global Security #NATO", ["Global Security", "NATO"]),
        ("北约，马克龙、欧盟", ["北约", "马克龙", "欧盟"]),
        ("ناتو، ماكرون", ["ناتو", "ماكرون"]),
        ("#C# #C++, #F#", ["C#", "C++", "F#"]),
        ("NATO,, ,", ["NATO"]),
        ("NATO, #", ["NATO", ""]),
        ("", []),
    ],
)
def test_what_an_editor_types_is_split_into_hashtags(text, pieces):
    assert parse(text) == pieces
