"""Pictures, players, and what else is not text."""

import re

from syndication.importing.html.addresses import absolute, embedded
from syndication.importing.html.flow import Block, Flow, makes, styled
from syndication.importing.html.runs import Run, Style, links, plain
from syndication.importing.html.text_blocks import attribute, note_links
from syndication.importing.html.tree import Node
from syndication.importing.posts import Picture
from syndication.importing.texts import parts_of

LONGEST_CAPTION = 300
PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")
ON_THE_NET = ("http://", "https://", "/")
SEVERAL_LATE = ("data-srcset", "data-lazy-srcset")
LOADED_LATE = ("data-src", "data-lazy-src", "data-original", "data-orig-file")
# An address, and what follows it up to the next comma (HTML Standard, 4.8.4.2.1,
# "Srcset attributes"); a comma that ends the address is none of it.
_IN_SRCSET = re.compile(r"([^\s,]\S*+)(?:(?<=,)|([^,]*+))")
_SIZE = re.compile(r"\s*+(\d++(?:\.\d++)?+)[wxh]")
SMILEYS = {"wp-smiley", "emoji"}
NO_TEXT = ("img", "iframe", "video", "audio", "object", "embed")
WRAPPER = "wp-block-embed__wrapper"


@makes("img")
def make_picture(flow: Flow, node: Node, style: Style) -> None:
    """The picture; of a smiley, its words. Of one that counts readers, nothing."""
    alt = " ".join(node.attrs.get("alt", "").split())
    if node.classes & SMILEYS:
        flow.say(alt, style)
        return
    address = _address_of(flow, node)
    if {node.attrs.get("width"), node.attrs.get("height")} == {"1"}:
        flow.note("picture of one pixel, which counts readers, removed")
        return
    if not address:
        flow.note("picture without an address of its own: its alt text is kept")
        flow.end_paragraph()
        flow.say(alt, style)
        flow.end_paragraph()
        return
    if style.href and not _is_a_picture(style.href):
        flow.note(f"link around a picture dropped: {style.href}")
    title = " ".join(node.attrs.get("title", "").split())
    flow.add("image", Picture(address=address, alt=alt, title=title))


def _address_of(flow: Flow, node: Node) -> str:
    """Where the picture is, the largest of several; '' of one that is nowhere."""
    given = (
        *(_largest(node.attrs.get(name, "")) for name in SEVERAL_LATE),
        *(node.attrs.get(name, "") for name in LOADED_LATE),
        _largest(node.attrs.get("srcset", "")),
        node.attrs.get("src", ""),
    )
    found = (absolute(each, flow.base) for each in given if each)
    return next((each for each in found if each.startswith(ON_THE_NET)), "")


def _largest(srcset: str) -> str:
    """The address with the largest size in 'a.jpg 300w, b.jpg 1200w' or 'a.jpg 2x'."""
    sizes = {}
    for address, more in _IN_SRCSET.findall(srcset):
        size = _SIZE.match(more)
        sizes[address.rstrip(",")] = float(size[1]) if size else 1
    return max(sizes, key=sizes.get, default="")


@makes("picture")
def make_one_of_several(flow: Flow, node: Node, style: Style) -> None:
    """Its ``img``; one without an address has that of the first ``source``."""
    for picture in node.find("img"):
        for source in node.find("source"):
            if not _address_of(flow, picture):
                picture.attrs = source.attrs | picture.attrs
    flow.walk(node.children, style)


def _is_a_picture(address: str) -> bool:
    """Whether a link around a picture only shows it larger."""
    return parts_of(address).path.lower().endswith(PICTURES)


@makes("figure")
def make_figure(flow: Flow, node: Node, style: Style) -> None:
    """What is in the figure, with its caption where that has a place for one."""
    flow.end_paragraph()
    captions = [child for child in node.children if _is_caption(child)]
    node.children = [child for child in node.children if not _is_caption(child)]
    if "wp-block-pullquote" in node.classes:
        for quote in node.find("blockquote"):
            quote.attrs["class"] = "wp-block-pullquote"
    blocks = flow.inside(node.children, style)
    caption, others = flow.text_of(captions)
    if caption:
        _give_caption(flow, blocks, caption)
    flow.blocks += blocks + others


def _is_caption(child) -> bool:
    return isinstance(child, Node) and child.tag == "figcaption"


def _give_caption(flow: Flow, blocks: list[Block], caption: list[Run]) -> None:
    """Put the caption on the figure's one picture, table or quote; else below."""
    words = " ".join(plain(caption).split())
    name, value = blocks[-1] if len(blocks) == 1 else ("", None)
    if name == "image" and len(words) <= LONGEST_CAPTION:
        value.caption = words
        note_links(flow, caption, "caption")
    elif name == "table" and not value["caption"]:
        value["caption"] = words
        note_links(flow, caption, "caption")
    elif name == "quote" and not value["attribution"]:
        attribute(blocks, caption, next(iter(links(caption)), ""))
    else:
        blocks.append(("paragraph", caption))


@makes("div")
def make_division(flow: Flow, node: Node, style: Style) -> None:
    """What is in it; an address in WordPress' wrapper of an embed is one."""
    flow.end_paragraph()
    is_embed = WRAPPER in node.classes and not node.find(*NO_TEXT)
    address = node.text if is_embed else ""
    if address and embedded(address):
        flow.add("embed", embedded(address))
    else:
        flow.walk(node.children, styled(style, node, flow))
        flow.end_paragraph()


@makes("iframe")
def make_frame(flow: Flow, node: Node, style: Style) -> None:
    """The page of what is played in it. Browsers show nothing of what it holds."""
    given = node.attrs.get("data-src") or node.attrs.get("src", "")
    address = embedded(absolute(given, flow.base))
    if address:
        flow.add("embed", address)
    else:
        flow.note("<iframe> without an address that readers can follow removed")


@makes("video", "audio", "object", "embed")
def make_link(flow: Flow, node: Node, style: Style) -> None:
    """A link to the film or sound, and the words for those who cannot play it."""
    sources = [node, *node.find("source", "embed")]
    given = (each.attrs.get("src") or each.attrs.get("data", "") for each in sources)
    address = next(filter(None, (absolute(each, flow.base) for each in given)), "")
    flow.end_paragraph()
    if address.startswith(("http://", "https://")):
        words = " ".join(node.attrs.get("title", "").split()) or address
        flow.blocks.append(("paragraph", [Run(words, Style(href=address))]))
    node.children = [each for each in node.children if not _is_source(each)]
    flow.walk(node.children, style)
    flow.end_paragraph()


def _is_source(child) -> bool:
    return isinstance(child, Node) and child.tag in {"source", "embed"}
