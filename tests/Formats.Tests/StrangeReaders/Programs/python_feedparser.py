"""Python's feedparser: what it sees in the documents named, one line of JSON for each."""
import calendar
import json
import sys

import feedparser


def instant(parsed):
    return calendar.timegm(parsed) if parsed else None


def links(entry, rel):
    return [link["href"] for link in entry.get("links", []) if link.get("rel") == rel]


def first(values):
    return values[0] if values else None


def names(people):
    return [person["name"] for person in people if person.get("name")]


def category(tag):
    # RSS and JSON Feed have no label: the term is what people read.
    return tag.get("label") or tag.get("term")


def enclosure(found):
    length = int(found.get("length") or 0)
    return {"url": found.get("href"), "type": found.get("type"), "length": length or None}


def summary(entry, content):
    # An entry without a summary is given its content for one.
    return None if content and content[0]["value"] == entry.get("summary") else entry.get("summary")


def seen_entry(entry):
    content = entry.get("content")
    return {
        "id": entry.get("id"),
        "title": entry.get("title"),
        "link": first(links(entry, "alternate")),
        "published": instant(entry.get("published_parsed")),
        "updated": instant(entry.get("updated_parsed")) if "updated" in entry else None,
        "authors": names(entry.get("authors", [])),
        "contributors": names(entry.get("contributors", [])),
        "categories": [category(tag) for tag in entry.get("tags", [])],
        "enclosures": [enclosure(e) for e in entry.get("enclosures", [])],
        "summary": summary(entry, content),
        "content": content[0]["value"] if content else None,
        "media": [m.get("url") for m in entry.get("media_content", [])],
        "comments": entry.get("comments") or first(links(entry, "replies")),
        "rights": entry.get("rights"),
        "source": entry.get("source", {}).get("title"),
    }


def seen(path):
    with open(path, "rb") as document:
        found = feedparser.parse(document.read(), sanitize_html=False, resolve_relative_uris=False)
    if found.bozo:
        raise SystemExit(f"{path}: {found.bozo_exception}")
    feed = found.feed
    return {
        "version": found.version,
        "id": feed.get("id"),
        "title": feed.get("title"),
        "link": first(links(feed, "alternate")),
        "self": first(links(feed, "self")),
        "hubs": links(feed, "hub"),
        "description": feed.get("subtitle"),
        "language": feed.get("language"),
        "rights": feed.get("rights"),
        "generator": feed.get("generator"),
        "updated": instant(feed.get("updated_parsed")),
        "image": feed.get("image", {}).get("href") or feed.get("logo"),
        "icon": feed.get("icon"),
        "ttl": int(feed.ttl) if "ttl" in feed else None,
        "authors": names(feed.get("authors", [])),
        "categories": [category(tag) for tag in feed.get("tags", [])],
        "entries": [seen_entry(entry) for entry in found.entries],
    }


for path in sys.argv[1:]:
    print(json.dumps(seen(path)))
