using System.Text.Json;
using System.Text.Json.Nodes;
using Syndication.Formats;
using Syndication.Hosting.Json;
using Syndication.Ingest.Sources;

namespace Syndication.Ingest.Tests.Sources;

public sealed class PreviewViewTests
{
    private static readonly FeedDocument Bare = new()
    {
        Version = FeedVersion.Rss20,
        Encoding = "utf-8",
        WellFormed = true,
        Feed = new() { Title = "নমুনা", Entries = [new() { Title = "নদী" }] },
    };

    [Fact]
    public void What_a_feed_does_not_say_is_null_or_empty_and_always_there() =>
        AssertJson(
            """
            {"format":"rss20","encoding":"utf-8","wellFormed":true,"problems":[],
             "feed":{"id":null,"title":"নমুনা","description":null,"link":null,"self":null,"hubs":[],"language":null,
              "updated":null,"rights":null,"image":null,"icon":null,"generator":null,"ttl":null,"authors":[],"categories":[]},
             "entries":[{"id":null,"link":null,"title":"নদী","summary":null,"content":null,"published":null,"updated":null,
              "authors":[],"contributors":[],"categories":[],"enclosures":[],"image":null,"language":null,"rights":null,
              "comments":null,"source":null,"correction":null}]}
            """,
            Bare
        );

    [Fact]
    public void A_text_that_speaks_of_tags_runs_nothing_where_it_is_taken_for_HTML()
    {
        var view = PreviewView.Of(
            Bare with
            {
                Feed = new()
                {
                    Title = "<script>কিছু</script> & ১ < ২",
                    Rights = "<b>",
                    Entries = [new() { Title = "</i>" }],
                },
            }
        );

        Assert.Equal("&lt;script>কিছু&lt;/script> & ১ < ২", view.Feed.Title);
        Assert.Equal("&lt;b>", view.Feed.Rights);
        Assert.Equal("&lt;/i>", Assert.Single(view.Entries).Title);
    }

    [Fact]
    public void What_a_feed_says_stands_in_its_place() =>
        AssertJson(
            """
            {"format":"atom10","encoding":"windows-1252","wellFormed":false,
             "problems":[{"code":"stray-ampersand","message":"ক & খ","line":7},{"code":"charset","message":"গ","line":null}],
             "feed":{"id":"urn:f","title":"নমুনা <সংবাদ>","description":"বর্ণনা","link":"https://khobor.example/",
              "self":"https://khobor.example/atom","hubs":["https://hub.example/"],"language":"bn",
              "updated":"2025-08-13T06:43:00.5Z","rights":"©","image":"https://khobor.example/i.png",
              "icon":"https://khobor.example/i.ico","generator":"হাতে","ttl":5,
              "authors":[{"name":"রিমা","email":"rima@khobor.example","url":"https://rima.example/"}],
              "categories":[{"term":"ক","scheme":"https://s.example/","label":"খ"}]},
             "entries":[{"id":"urn:e","link":"https://khobor.example/e","title":"নদী","summary":"<p>স</p>","content":"<p>ব</p>",
              "published":"2025-08-13T06:43:00Z","updated":"2025-08-13T07:00:00Z",
              "authors":[{"name":null,"email":"a@khobor.example","url":null}],
              "contributors":[{"name":"মিতা","email":null,"url":null}],
              "categories":[{"term":"গ","scheme":null,"label":null}],
              "enclosures":[{"url":"https://khobor.example/a.mp3","type":"audio/mpeg","length":5000000000},
                            {"url":"https://khobor.example/b","type":null,"length":null}],
              "image":"https://khobor.example/p.jpg","language":"en","rights":"র","comments":"https://khobor.example/c",
              "source":{"id":null,"title":"বার্তা","link":null},"correction":"সংশোধিত"}]}
            """,
            Bare with
            {
                Version = FeedVersion.Atom10,
                Encoding = "windows-1252",
                WellFormed = false,
                Problems = [new("stray-ampersand", "ক & খ", 7), new("charset", "গ", 0)],
                Feed = Full,
            }
        );

    [Theory]
    [InlineData(FeedVersion.Unknown, "unknown")]
    [InlineData(FeedVersion.Rss090, "rss090")]
    [InlineData(FeedVersion.Rss091, "rss091")]
    [InlineData(FeedVersion.Rss092, "rss092")]
    [InlineData(FeedVersion.Rss10, "rss10")]
    [InlineData(FeedVersion.Rss20, "rss20")]
    [InlineData(FeedVersion.Atom03, "atom03")]
    [InlineData(FeedVersion.Atom10, "atom10")]
    [InlineData(FeedVersion.Json10, "json10")]
    [InlineData(FeedVersion.Json11, "json11")]
    [InlineData(FeedVersion.Cdf, "cdf")]
    public void A_format_has_the_name_that_was_promised(FeedVersion version, string name) =>
        Assert.Equal(name, PreviewView.Of(Bare with { Version = version }).Format);

    [Fact]
    public void Every_format_has_a_name() =>
        Assert.All(Enum.GetValues<FeedVersion>(), v => PreviewView.Of(Bare with { Version = v }));

    private static Feed Full =>
        new()
        {
            Id = "urn:f",
            Title = "নমুনা <সংবাদ>",
            Description = "বর্ণনা",
            Link = "https://khobor.example/",
            Self = "https://khobor.example/atom",
            Hubs = ["https://hub.example/"],
            Language = "bn",
            Updated = new(2025, 8, 13, 12, 43, 0, 500, TimeSpan.FromHours(6)),
            Rights = "©",
            Image = "https://khobor.example/i.png",
            Icon = "https://khobor.example/i.ico",
            Generator = "হাতে",
            Ttl = 5,
            Authors = [new("রিমা", "rima@khobor.example", "https://rima.example/")],
            Categories = [new("ক", "https://s.example/", "খ")],
            Entries = [FullEntry],
        };

    private static Entry FullEntry =>
        new()
        {
            Id = "urn:e",
            Link = "https://khobor.example/e",
            Title = "নদী",
            Summary = "<p>স</p>",
            Content = "<p>ব</p>",
            Published = new(2025, 8, 13, 12, 43, 0, TimeSpan.FromHours(6)),
            Updated = new(2025, 8, 13, 7, 0, 0, TimeSpan.Zero),
            Authors = [new(null, "a@khobor.example")],
            Contributors = [new("মিতা")],
            Categories = [new("গ")],
            Enclosures =
            [
                new("https://khobor.example/a.mp3", "audio/mpeg", 5_000_000_000),
                new("https://khobor.example/b"),
            ],
            Image = new("https://khobor.example/p.jpg", "নদী", 10, 20, "image/jpeg"),
            Language = "en",
            Rights = "র",
            Comments = "https://khobor.example/c",
            CommentsCount = 3,
            Source = new(null, "বার্তা", null),
            Correction = "সংশোধিত",
        };

    private static void AssertJson(string expected, FeedDocument document)
    {
        var json = JsonSerializer.Serialize(PreviewView.Of(document), HouseJson.Options);
        Assert.DoesNotContain("\\u", json, StringComparison.Ordinal);
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), JsonNode.Parse(json)!.ToJsonString());
    }
}
