"""newsboat: what it kept in its cache of the documents named, one line of JSON for each."""
import json
import pathlib
import sqlite3
import subprocess
import sys
import tempfile
import time

STARTED = int(time.time())


def told(item):
    # Of a date that it does not know it says "now" in RSS, 1970 in Atom.
    known = 0 < item["shown"] < STARTED
    item["shown"] = item["shown"] if known else None
    return {name: None if value == "" else value for name, value in item.items()}


def seen(path, cache):
    url = f"file://{path}"
    title, link = cache.execute("SELECT title, url FROM rss_feed WHERE rssurl = ?", (url,)).fetchone()
    items = cache.execute(
        "SELECT guid, title, url, author, pubDate, content, enclosure_url, enclosure_type"
        " FROM rss_item WHERE feedurl = ? ORDER BY id DESC",
        (url,),
    )
    names = ("id", "title", "link", "byline", "shown", "text", "playable", "playableType")
    return {"title": title, "link": link, "entries": [told(dict(zip(names, item))) for item in items]}


# Each has a cache of its own: entries are known by their ids, whichever feed they came in.
for path in sys.argv[1:]:
    path = pathlib.Path(path).resolve()
    with tempfile.TemporaryDirectory() as folder:
        home = pathlib.Path(folder)
        (home / "urls").write_text(f"file://{path}\n")
        (home / "config").write_text("max-items 0\n")
        files = ("-u", home / "urls", "-c", home / "cache.db", "-C", home / "config")
        subprocess.run(["/usr/bin/newsboat", *files, "-x", "reload"], check=True, stdin=subprocess.DEVNULL, timeout=60)
        with sqlite3.connect(home / "cache.db") as cache:
            print(json.dumps(seen(path, cache)))
