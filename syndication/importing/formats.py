"""The formats that `import_stories` knows, by the names it is given."""

from syndication.importing.feeds import read_feed
from syndication.importing.ghost import read_ghost
from syndication.importing.markdown import read_markdown
from syndication.importing.ninjs import read_ninjs
from syndication.importing.posts import Reader
from syndication.importing.wordpress import read_wordpress

FORMATS: dict[str, Reader] = {
    "feed": read_feed,
    "ghost": read_ghost,
    "markdown": read_markdown,
    "ninjs": read_ninjs,
    "wordpress": read_wordpress,
}
# Whose pictures lie beside the text, unless --media says where else.
PICTURES_BESIDE = {"markdown"}
