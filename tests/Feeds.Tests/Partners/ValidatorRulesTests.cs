using Syndication.Feeds.Partners;
using Syndication.Formats;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Partners;

public sealed class ValidatorRulesTests
{
    [Fact]
    public void The_validator_is_quiet_about_a_good_feed_and_names_each_fault_of_a_bad_one()
    {
        var feed = Some.Feed with { Entries = [Full()] };
        Assert.Empty(ValidatorRules.Check(feed, Some.Instant));

        var bad = Full() with
        {
            Published = Some.Instant.AddMinutes(11),
            Content = "<p><img src=\"/a.png\"><iframe src=\"https://x.example\"></iframe></p>",
            Authors = [new(null, "a@khobor.example")],
            Enclosures = [new("https://khobor.example/x")],
        };
        Assert.Equal(
            [
                "w3c/implausible-date",
                "w3c/media-type",
                "w3c/real-name",
                "w3c/relative-reference",
                "w3c/same-updated",
                "w3c/security-risk",
            ],
            ValidatorRules
                .Check(Some.Feed with { Entries = [bad, Full()] }, Some.Instant)
                .Select(f => f.Rule)
                .Order(StringComparer.Ordinal)
        );
        Assert.Empty(
            ValidatorRules.Check(
                Some.Feed with
                {
                    Entries = [Full() with { Published = Some.Instant.AddMinutes(10) }],
                },
                Some.Instant
            )
        );
    }

    private static Entry Full() =>
        Some.Entry with
        {
            Content = "<p>গ্রামের শিশুরা এখন বিকেলে বই পড়তে পারবে।</p>",
        };
}
