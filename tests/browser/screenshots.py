"""`make screenshots`: each type of page at three widths, in both themes; and the desk.

    python tests/browser/screenshots.py --address http://localhost:8000 \
        --only front,article --width 360,1440 --theme dark --to /tmp/shots --format png

Without ``--address`` it builds a demo newsroom of its own, on SQLite, and serves it.
``--only desk`` takes the pictures of docs/editors.md, which need its sign-in: where the
newsroom is not this folder's, NEWSCLIP_VAR names its files.
"""

import argparse
import shutil
from io import BytesIO
from pathlib import Path

from demo_newsroom import ROOT, demo_newsroom  # isort: skip - finds all the others
from chromium import chromium, open_page, settle
from desk_screenshots import take_desk
from pages import PAGES
from PIL import Image

WIDTHS = (360, 768, 1440)
HEIGHTS = {360: 740, 768: 1024, 1440: 900}
THEMES = ("light", "dark")
COLOURS = 40
DESK = "desk"
# A WebP is no taller.
TALLEST = 16383


def take(browser, address: str, wanted, to: Path) -> None:
    """Pictures of the ``wanted`` pages, named for page, width and theme."""
    for theme in wanted.theme:
        for width in wanted.width:
            context = browser.new_context(
                base_url=address,
                viewport={"width": width, "height": HEIGHTS.get(width, 900)},
                color_scheme=theme,
                reduced_motion="reduce",
            )
            page = context.new_page()
            for name in (name for name in wanted.only if name in PAGES):
                open_page(page, PAGES[name])
                settle(page)
                shot = page.screenshot(full_page=not wanted.fold)
                path = to / f"{name}-{width}-{theme}.{wanted.format}"
                _save(shot, path)
                print(f"{path} {path.stat().st_size // 1024} kB", flush=True)
            context.close()


def _save(png: bytes, path: Path) -> None:
    """``png`` as a picture of few colours, in which small text stays sharp."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    picture = picture.crop((0, 0, picture.width, min(picture.height, TALLEST)))
    few = picture.quantize(COLOURS, dither=Image.Dither.NONE)
    if path.suffix == ".png":
        few.save(path, optimize=True)
    else:
        few.convert("RGB").save(path, lossless=True, method=4)


def _listed(choices):
    """What ``--only front,article`` says; ``choices`` are all that there are."""

    def listed(text: str) -> list:
        chosen = [type(choices[0])(word) for word in text.split(",")]
        unknown = [word for word in chosen if word not in choices]
        if unknown and choices is not WIDTHS:
            raise argparse.ArgumentTypeError(f"choose from {', '.join(choices)}")
        return chosen

    return listed


def main() -> None:
    names = (*PAGES, DESK)
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument(
        "--address", default="", help="a running newsroom with the demo stories"
    )
    parser.add_argument("--only", type=_listed(names), default=names)
    parser.add_argument("--width", type=_listed(WIDTHS), default=WIDTHS)
    parser.add_argument("--theme", type=_listed(THEMES), default=THEMES)
    parser.add_argument("--fold", action="store_true", help="the first screen only")
    parser.add_argument("--format", choices=("webp", "png"), default="webp")
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "screenshots")
    wanted = parser.parse_args()
    everything = (names, WIDTHS, THEMES) == (wanted.only, wanted.width, wanted.theme)
    if everything and wanted.to.exists():
        shutil.rmtree(wanted.to)
    wanted.to.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, demo_newsroom(wanted.address) as demo:
        take(browser, demo.address, wanted, wanted.to)
        if DESK in wanted.only:
            take_desk(browser, demo, wanted.to / DESK, _save)


if __name__ == "__main__":
    main()
