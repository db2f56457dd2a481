"""The formats that `import_stories` knows, by the names it is given."""

from syndication.importing.feeds import read_feed
from syndication.importing.ghost import read_ghost
from syndication.importing.ninjs import read_ninjs
from syndication.importing.posts import Reader

FORMATS: dict[str, Reader] = {
    "feed": read_feed,
    "ghost": read_ghost,
    "ninjs": read_ninjs,
}
