"""Where the feeds lie that ``make_story`` puts a story in."""

ENDINGS = ["feed/", "feed.atom", "feed.json"]
BASES = ["/", "/world/", "/hashtags/nato/", "/authors/ada-marsh/", "/outlets/paper/"]
ADDRESSES = [f"{base}{ending}" for base in BASES for ending in ENDINGS]
# What of every page is asked for in tests; the others' addresses end as they do.
HERE = "http://testserver"
