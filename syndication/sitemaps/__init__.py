"""Sitemaps (https://www.sitemaps.org/protocol.html), streamed whatever their length.

An index at `/sitemap.xml` names files of at most 20,000 addresses: of stories, and of
hashtags, authors and outlets, each the rows of a range of primary keys, so that a file
is one index scan and stays the same file for ever; of all other pages; and of the news
of two days, as Google News reads it.
"""
