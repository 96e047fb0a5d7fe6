using System.Buffers;
using Syndication.Formats.Opml;

namespace Syndication.Formats.Tests.Opml;

public sealed class OpmlTests
{
    private static readonly OpmlDocument Document = new()
    {
        Title = "ভোরের পাতার ফিড",
        Created = new(2025, 8, 13, 6, 43, 0, TimeSpan.Zero),
        Modified = new(2025, 8, 14, 6, 43, 0, TimeSpan.Zero),
        OwnerName = "বার্তাকক্ষ <ঢাকা>",
        OwnerEmail = "desk@example.news",
        OwnerUrl = "https://example.news/",
        Outlines =
        [
            new()
            {
                Text = "সব খবর",
                FeedUrl = "https://example.news/feeds/all.rss",
                PageUrl = "https://example.news/",
                Description = "দেশ ও দশের \"খবর\" & কথা",
                Language = "bn",
                Version = "RSS",
                Categories = ["খবর", "দেশ/ঢাকা"],
            },
            new()
            {
                Text = "বিভাগ",
                Outlines =
                [
                    new()
                    {
                        Text = "খেলাধুলা",
                        Title = "খেলার পাতা",
                        FeedUrl = "https://example.news/feeds/sports.atom",
                    },
                    new()
                    {
                        Text = "দেশজুড়ে",
                        Outlines =
                        [
                            new() { Text = "নদী", FeedUrl = "https://example.news/feeds/tags/river.rss" },
                        ],
                    },
                ],
            },
        ],
    };

    [Fact]
    public Task A_list_is_written_to_the_byte_as_agreed() =>
        Golden.AssertAsync("feeds.opml", output => OpmlWriter.Write(Document, output));

    [Fact]
    public void What_is_written_is_read_back()
    {
        var read = OpmlReader.Read(Bytes(Document));

        Assert.Equal(Flat(Document), Flat(read));
        Assert.Equal(Document with { Outlines = [] }, read with { Outlines = [] });
        Assert.Equal(
            [
                "https://example.news/feeds/all.rss",
                "https://example.news/feeds/sports.atom",
                "https://example.news/feeds/tags/river.rss",
            ],
            read.Feeds.Select(f => f.FeedUrl)
        );
    }

    [Fact]
    public void Addresses_that_lead_nowhere_are_not_written()
    {
        var bytes = Bytes(
            new()
            {
                OwnerUrl = "javascript:alert(1)",
                Outlines =
                [
                    new()
                    {
                        Text = " ",
                        FeedUrl = "javascript:alert(1)",
                        Categories = ["ক, খ", " "],
                    },
                ],
            }
        );

        var outline = Assert.Single(OpmlReader.Read(bytes).Outlines);
        Assert.Equal("—", outline.Text);
        Assert.Null(outline.FeedUrl);
        Assert.Equal(["ক  খ"], outline.Categories);
        Assert.DoesNotContain("script", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_within_groups_have_an_end()
    {
        var outline = new OpmlOutline { Text = "তল", FeedUrl = "https://example.news/feeds/all.rss" };
        for (var depth = 1; depth < OpmlWriter.Depth; depth++)
        {
            outline = new OpmlOutline { Text = $"দল {depth}", Outlines = [outline] };
        }

        Assert.Single(OpmlReader.Read(Bytes(new() { Outlines = [outline] })).Feeds);
        var deeper = new OpmlDocument { Outlines = [new() { Text = "আরও", Outlines = [outline] }] };
        Assert.Throws<ArgumentException>(() => Bytes(deeper));
    }

    private static byte[] Bytes(OpmlDocument document)
    {
        var buffer = new ArrayBufferWriter<byte>();
        OpmlWriter.Write(document, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static IEnumerable<string> Flat(OpmlDocument document) =>
        document.Outlines.SelectMany(o => Flat(o, 0));

    private static IEnumerable<string> Flat(OpmlOutline o, int depth) =>
        o
            .Outlines.SelectMany(i => Flat(i, depth + 1))
            .Prepend(
                $"{depth} {o.Text} {o.Title} {o.FeedUrl} {o.PageUrl} {o.Description} {o.Language} {o.Version} "
                    + string.Join('|', o.Categories)
            );
}
