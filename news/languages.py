"""The languages a story may be written in, and which way each is read."""

from django.conf.locale import LANG_INFO
from django.utils.translation import get_language_info

# Django's own list, without regional variants other than those of script.
_VARIANTS = {"zh-hans", "zh-hant", "pt-br", "sr-latn"}
LANGUAGES = sorted(
    (
        (code, f"{info['name_local']} ({info['name']})")
        for code, info in LANG_INFO.items()
        if "name" in info and ("-" not in code or code in _VARIANTS)
    ),
    key=lambda language: language[1].casefold(),
)


def direction(code: str) -> str:
    """``rtl`` for Arabic, Hebrew, Persian and the like, else ``ltr``."""
    return "rtl" if get_language_info(code)["bidi"] else "ltr"
