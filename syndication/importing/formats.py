"""The formats that `import_stories` knows, by the names it is given."""

from syndication.importing.posts import Reader

FORMATS: dict[str, Reader] = {}
