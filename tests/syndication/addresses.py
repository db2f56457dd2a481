"""Where the feeds lie that ``make_story`` puts a story in."""

ENDINGS = ["feed/", "feed.json"]
BASES = ["/", "/world/", "/hashtags/nato/", "/authors/ada-marsh/"]
ADDRESSES = [f"{base}{ending}" for base in BASES for ending in ENDINGS]
