"""Reads a feed from standard input with a reader that others wrote, and tells as JSON what it found."""
import json
import sys

import feedparser

found = feedparser.parse(sys.stdin.buffer.read())
entries = [
    {"id": e.get("id"), "title": e.get("title"), "author": e.get("author"), "published": list(e.published_parsed[:6])}
    for e in found.entries
]
# "bozo": not well-formed, or of an encoding other than it says.
print(json.dumps({"bozo": bool(found.bozo), "version": found.version, "title": found.feed.get("title"), "entries": entries}))
