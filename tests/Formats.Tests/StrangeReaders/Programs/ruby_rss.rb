# Ruby's rss: what it sees in the documents named, one line of JSON for each. It validates while it reads.
require "json"
require "rss"

def instant(time)
  time&.to_time&.to_i
end

def enclosure(url, type, length)
  { url: url, type: type, length: length.to_i.zero? ? nil : length.to_i }
end

def link(owner, rel)
  owner.links.find { |l| (l.rel || "alternate") == rel }&.href
end

def label(category)
  category.label || category.term
end

def rss_item(item)
  {
    id: item.guid&.content,
    permalink: item.guid&.isPermaLink,
    title: item.title,
    link: item.link,
    published: instant(item.pubDate),
    authors: item.dc_creators.map(&:content),
    contributors: item.dc_contributors.map(&:content),
    categories: item.categories.map(&:content),
    enclosures: [item.enclosure].compact.map { |e| enclosure(e.url, e.type, e.length) },
    summary: item.description,
    content: item.content_encoded,
    comments: item.comments,
    language: item.dc_language,
    rights: item.dc_rights,
    source: item.source&.content
  }
end

def rss(feed)
  channel = feed.channel
  {
    version: "rss#{feed.rss_version}",
    title: channel.title,
    link: channel.link,
    description: channel.description,
    language: channel.language,
    rights: channel.copyright,
    generator: channel.generator,
    updated: instant(channel.lastBuildDate),
    image: channel.image&.url,
    ttl: channel.ttl,
    authors: channel.dc_creators.map(&:content),
    categories: channel.categories.map(&:content),
    entries: channel.items.map { |item| rss_item(item) }
  }
end

def atom_entry(entry, feed)
  enclosures = entry.links.select { |l| l.rel == "enclosure" }
  {
    id: entry.id&.content,
    title: entry.title&.content,
    link: link(entry, "alternate"),
    published: instant(entry.published&.content),
    updated: instant(entry.updated&.content),
    authors: entry.authors.map { |p| p.name&.content },
    contributors: entry.contributors.map { |p| p.name&.content },
    categories: entry.categories.map { |c| label(c) },
    enclosures: enclosures.map { |l| enclosure(l.href, l.type, l.length) },
    summary: entry.summary&.content,
    content: entry.content&.content,
    comments: link(entry, "replies"),
    language: entry.lang == feed.lang ? nil : entry.lang,
    rights: entry.rights&.content,
    source: entry.source&.title&.content
  }
end

def atom(feed)
  {
    version: "atom",
    id: feed.id&.content,
    title: feed.title&.content,
    link: link(feed, "alternate"),
    self: link(feed, "self"),
    hubs: feed.links.select { |l| l.rel == "hub" }.map(&:href),
    description: feed.subtitle&.content,
    language: feed.lang,
    rights: feed.rights&.content,
    generator: feed.generator&.content,
    updated: instant(feed.updated&.content),
    image: feed.logo&.content,
    icon: feed.icon&.content,
    authors: feed.authors.map { |p| p.name&.content },
    categories: feed.categories.map { |c| label(c) },
    entries: feed.entries.map { |entry| atom_entry(entry, feed) }
  }
end

ARGV.each do |path|
  feed = RSS::Parser.parse(File.binread(path), true)
  puts JSON.generate(feed.is_a?(RSS::Atom::Feed) ? atom(feed) : rss(feed))
end
