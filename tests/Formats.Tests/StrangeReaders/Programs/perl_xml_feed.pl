# Perl's XML::Feed: what it sees in the documents named, one line of JSON for each.
use strict;
use warnings;
use JSON::PP;
use XML::Atom;
use XML::Feed;

$XML::Feed::MULTIPLE_ENCLOSURES = 1;
# XML::Atom gives octets otherwise, XML::Feed's other half characters.
$XML::Atom::ForceUnicode = 1;

my $json = JSON::PP->new->ascii->canonical;

sub instant { my ($date) = @_; return defined $date ? $date->epoch : undef }

sub enclosure {
    my ($found) = @_;
    my $length = $found->length || 0;
    return { url => $found->url, type => $found->type, length => $length ? $length + 0 : undef };
}

# Of several authors it gives a list in RSS, the first in Atom.
sub first { my ($names) = @_; return ref $names ? $names->[0] : $names }

sub entry {
    my ($entry) = @_;
    # An RSS item without a link is given its guid for one, even where that says it is none.
    my $link = $entry->link // '';
    my $summary = $entry->summary->body;
    my $content = $entry->content->body;
    return {
        id         => $entry->id,
        title      => $entry->title,
        link       => $link =~ /^http/ ? $link : undef,
        published  => instant($entry->issued),
        updated    => instant($entry->modified),
        author     => first($entry->author),
        categories => [ $entry->category ],
        enclosures => [ map { enclosure($_) } grep { defined } $entry->enclosure ],
        summary    => $summary,
        content    => $content,
        text       => $content // $summary,
    };
}

for my $path (@ARGV) {
    my $feed = XML::Feed->parse($path) or die "$path: " . XML::Feed->errstr;
    print $json->encode(
        {
            version     => $feed->format,
            title       => $feed->title,
            link        => $feed->link,
            description => $feed->tagline,
            language    => $feed->language,
            rights      => $feed->copyright,
            generator   => $feed->generator,
            updated     => instant($feed->modified),
            author      => $feed->author,
            entries     => [ map { entry($_) } $feed->entries ],
        }
    ), "\n";
}
