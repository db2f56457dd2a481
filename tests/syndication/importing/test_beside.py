"""What is put at the end of a text unless the text has it."""

import pytest

from syndication.importing.beside import is_shown

ADDRESS = "https://a.example/audio/1?a=b&c"


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        (f'<a href="{ADDRESS}">x</a>', True),
        (f"<a href='{ADDRESS.replace('&', '&amp;')}'>x</a>", True),
        *(
            (f"{before}{ADDRESS}{after}", True)
            for before in ("", ">")
            for after in " <"
        ),
        (ADDRESS, True),
        (f'<a href="{ADDRESS}2">x</a>', False),
        (f'<a href="{ADDRESS}2">x</a> {ADDRESS}', True),
        ("", False),
    ],
)
def test_only_the_whole_address_in_a_text_is_shown(html, shown):
    assert is_shown(ADDRESS, html) == shown
