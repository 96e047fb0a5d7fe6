using System.Buffers;
using Syndication.Feeds.Partners;
using Syndication.Formats;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Partners;

public sealed class ProfileTests
{
    private static readonly FeedImage Picture = new("https://khobor.example/a.jpg", "নদী", 1200, 800);

    [Fact]
    public void Profiles_go_by_their_names_alone()
    {
        Assert.All(
            Profile.All,
            p =>
            {
                Assert.True(Profile.TryParse(p.Name, out var found));
                Assert.Same(p, found);
            }
        );
        Assert.Equal(["flipboard", "google-news", "apple"], Profile.All.Select(p => p.Name));
        foreach (var none in (string?[])[null, "", "Flipboard", "facebook"])
            Assert.False(Profile.TryParse(none, out _));
    }

    [Fact]
    public void Applied_twice_a_profile_gives_the_same_and_every_format_can_be_written()
    {
        var feed = Some.Feed with { Entries = [Full(), Full() with { Image = null, Summary = null }] };
        foreach (var profile in Profile.All)
        {
            var once = profile.Apply(feed);
            foreach (var format in FeedFormat.All)
                Assert.Equal(Bytes(once, format), Bytes(profile.Apply(once), format));
        }
    }

    [Fact]
    public void No_partner_gets_an_entry_without_a_page()
    {
        var feed = Some.Feed with { Entries = [Full(), Full() with { Link = null }] };

        foreach (var profile in Profile.All)
        {
            var after = profile.Apply(feed);
            Assert.Equal(feed.Entries[0].Id, Assert.Single(after.Entries).Id);
            var finding = Assert.Single(
                profile.Check(feed, after, bytes: 0),
                f => f.Rule == $"{profile.Name}/link"
            );
            Assert.Equal(("error", feed.Entries[1].Id), (finding.Level, finding.Entry));
        }
    }

    [Fact]
    public void Flipboard_gets_the_picture_as_the_enclosure_whatever_else_there_is()
    {
        var audio = new Enclosure("https://khobor.example/a.mp3", "audio/mpeg", 5);
        var entry = Assert.Single(
            Profile
                .Flipboard.Apply(
                    Some.Feed with
                    {
                        Entries = [Full() with { Enclosures = [audio], Image = Picture }],
                    }
                )
                .Entries
        );

        Assert.Empty(entry.Enclosures);
        Assert.Contains(
            "<enclosure url=\"https://khobor.example/a.jpg\"",
            Text(Some.Feed with { Entries = [entry] }),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Flipboard_gets_a_picture_of_the_text_where_no_other_is_told_and_a_long_plain_description()
    {
        var entry = Assert.Single(
            Profile
                .Flipboard.Apply(
                    Some.Feed with
                    {
                        Entries =
                        [
                            Full() with
                            {
                                Image = null,
                                Summary = "<p>ছোট</p>",
                                Content =
                                    "<p><img src=\"https://khobor.example/b.png\" alt=\"\" width=\"640\" height=\"480\"></p>"
                                    + $"<p>{string.Join(' ', Enumerable.Repeat("বৃষ্টি &amp; রোদ", 60))}</p>",
                            },
                        ],
                    }
                )
                .Entries
        );

        Assert.Equal(
            ("https://khobor.example/b.png", 640, 480),
            (entry.Image!.Url, entry.Image.Width, entry.Image.Height)
        );
        Assert.StartsWith("বৃষ্টি &amp; রোদ", entry.Summary, StringComparison.Ordinal);
        Assert.InRange(entry.Summary!.Length, 300, 1_000);
    }

    [Theory]
    [InlineData("flipboard/full-text", "error")]
    [InlineData("flipboard/image", "error")]
    [InlineData("flipboard/entries", "error")]
    [InlineData("flipboard/description", "warning")]
    [InlineData("flipboard/creator", "warning")]
    [InlineData("flipboard/same-host", "warning")]
    public void Flipboard_says_what_it_misses(string rule, string level)
    {
        var bare = new Entry
        {
            Id = "urn:x",
            Link = "https://elsewhere.example/1",
            Title = "শিরোনাম",
        };

        Assert.Equal(level, Found(Profile.Flipboard, bare).Single(f => f.Rule == rule).Level);
        Assert.DoesNotContain(
            Profile.Flipboard.Check(Thirty(), Profile.Flipboard.Apply(Thirty()), 0),
            f => f.Rule == rule
        );
    }

    [Theory]
    [InlineData(400, 400, null)]
    [InlineData(1200, 399, "flipboard/image-size")]
    [InlineData(399, 1200, "flipboard/image-size")]
    [InlineData(null, null, "flipboard/image-size-unknown")]
    public void Flipboard_wants_four_hundred_pixels_on_the_smaller_side(int? width, int? height, string? rule)
    {
        var image = Picture with { Width = width, Height = height };

        var found = Found(Profile.Flipboard, Full() with { Image = image })
            .Where(f => f.Rule.StartsWith("flipboard/image", StringComparison.Ordinal));

        Assert.Equal(rule is null ? [] : [rule], found.Select(f => f.Rule));
    }

    [Fact]
    public void Google_sees_an_edit_by_the_date_of_publication()
    {
        var edited = Full() with { Updated = Some.Instant.AddHours(3) };

        var entry = Assert.Single(Profile.GoogleNews.Apply(Some.Feed with { Entries = [edited] }).Entries);

        Assert.Equal(Some.Instant.AddHours(3), entry.Published);
    }

    [Fact]
    public void Google_gets_sixty_entries_of_a_megabyte_and_two_together()
    {
        var many = Some.Feed with { Entries = [.. Enumerable.Range(0, 70).Select(_ => Full())] };
        Assert.Equal(60, Profile.GoogleNews.Apply(many).Entries.Count);
        Assert.Contains(
            Profile.GoogleNews.Check(many, Profile.GoogleNews.Apply(many), 0),
            f => f.Rule == "google-news/entries" && f.Message.StartsWith("10 ", StringComparison.Ordinal)
        );

        // Three bytes a letter: what counts is not the length of the string.
        var letters = new string('ক', 400_000);
        var huge = Some.Feed with { Entries = [Full() with { Content = $"<p>{letters}</p>" }, Full()] };
        var after = Profile.GoogleNews.Apply(huge);
        Assert.Null(after.Entries[0].Content);
        Assert.NotNull(after.Entries[0].Summary);
        Assert.NotNull(after.Entries[1].Content);
        Assert.Contains(Profile.GoogleNews.Check(huge, after, 0), f => f.Rule == "google-news/entry-size");

        var heavy = Some.Feed with
        {
            Entries =
            [
                .. Enumerable
                    .Range(0, 5)
                    .Select(_ => Full() with { Content = $"<p>{letters[..300_000]}</p>" }),
            ],
        };
        var light = Profile.GoogleNews.Apply(heavy);
        Assert.Equal(2, light.Entries.Count);
        Assert.All(FeedFormat.All, f => Assert.InRange(Bytes(light, f).Length, 1, 2_000_000));
    }

    [Theory]
    [InlineData("bn", "bn-BD")]
    [InlineData("en", "en-US")]
    [InlineData("bn-IN", "bn-IN")]
    public void Apple_gets_the_language_with_its_locale(string language, string told)
    {
        var feed = Profile.Apple.Apply(Some.Feed with { Language = language, Entries = [Full()] });

        Assert.Equal(told, feed.Language);
        Assert.Contains($"<language>{told}</language>", Text(feed), StringComparison.Ordinal);
    }

    [Fact]
    public void Apple_gets_a_description_without_a_link_at_its_end()
    {
        var feed = Some.Feed with
        {
            Entries =
            [
                Full() with
                {
                    Summary = "<p>নদী ভাঙছে… <a href=\"https://khobor.example/1\">আরও পড়ুন</a></p>",
                },
                Full() with
                {
                    Summary = null,
                },
                Full() with
                {
                    Summary = null,
                    Content = null,
                },
            ],
        };

        var after = Profile.Apple.Apply(feed);

        Assert.DoesNotContain("<a", after.Entries[0].Summary, StringComparison.Ordinal);
        Assert.StartsWith("গ্রামের", after.Entries[1].Summary, StringComparison.Ordinal);
        Assert.Equal(
            feed.Entries[2].Id,
            Assert.Single(Profile.Apple.Check(feed, after, 0), f => f.Rule == "apple/description").Entry
        );
    }

    [Theory]
    [InlineData("ছোট", true)]
    [InlineData("নদীর পাড়ে নতুন পাঠাগার খুলল", false)]
    [InlineData(
        "নদীর পাড়ে নতুন পাঠাগার খুলল, নদীর পাড়ে নতুন পাঠাগার খুলল, নদীর পাড়ে নতুন পাঠাগার খুলল, আবার নদীর পাড়ে",
        true
    )]
    public void Apple_counts_letters_as_readers_do(string title, bool isFound) =>
        Assert.Equal(
            isFound,
            Found(Profile.Apple, Full() with { Title = title }).Any(f => f.Rule == "apple/title")
        );

    private static Entry Full() =>
        Some.Entry with
        {
            Content = "<p>গ্রামের শিশুরা এখন বিকেলে বই পড়তে পারবে।</p>",
            Image = Picture,
        };

    private static Feed Thirty() =>
        Some.Feed with
        {
            Entries =
            [
                .. Enumerable
                    .Range(0, 30)
                    .Select(_ =>
                        Full() with
                        {
                            Content = $"<p>{string.Join(' ', Enumerable.Repeat("বৃষ্টি", 60))}</p>",
                        }
                    ),
            ],
        };

    private static List<Finding> Found(Profile profile, Entry entry)
    {
        var feed = Some.Feed with { Entries = [entry] };
        return [.. profile.Check(feed, profile.Apply(feed), bytes: 0)];
    }

    private static byte[] Bytes(Feed feed, FeedFormat format)
    {
        var output = new ArrayBufferWriter<byte>();
        FeedWriter.Write(feed, format, output);
        return output.WrittenSpan.ToArray();
    }

    private static string Text(Feed feed) => System.Text.Encoding.UTF8.GetString(Bytes(feed, FeedFormat.Rss));
}
