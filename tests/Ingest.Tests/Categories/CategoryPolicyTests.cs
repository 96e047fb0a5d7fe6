using Syndication.Contracts;
using Syndication.Ingest.Categories;

namespace Syndication.Ingest.Tests.Categories;

public sealed class CategoryPolicyTests
{
    private static readonly CategoryPolicy Policy = new([
        new("international", "আন্তর্জাতিক", ["World", "বিশ্ব"], CategoryState.Allowed, 0),
        new("country", "দেশজুড়ে", [], CategoryState.Allowed, 0),
        new("cassinobr", "cassinobr", ["cassinoBR"], CategoryState.Blocked, 0),
    ]);

    [Theory]
    [InlineData("international", "international")]
    [InlineData("আন্তর্জাতিক", "international")]
    [InlineData("  আন্তর্জাতিক ", "international")]
    [InlineData("world", "international")]
    [InlineData("WORLD", "international")]
    [InlineData("দেশজু\u09dcে", "country")]
    [InlineData("দেশজু\u09a1\u09bcে", "country")]
    [InlineData("CASSINObr", "cassinobr")]
    public void A_category_is_found_by_slug_name_and_alias_however_it_is_written(string name, string slug) =>
        Assert.Equal(slug, Policy.Find(name)?.Slug);

    [Fact]
    public void A_joiner_makes_another_word() => Assert.Null(Policy.Find("আন্তর্\u200dজাতিক"));

    [Fact]
    public void Names_are_sorted_into_allowed_blocked_and_unknown_each_once()
    {
        var verdict = Policy.Judge(["বিশ্ব", "international", "cassinoBR", "Slots", "Slots"]);

        Assert.Equal(["international"], verdict.Allowed);
        Assert.Equal(["cassinobr"], verdict.Blocked);
        Assert.Equal(["Slots"], verdict.Unknown);
        Assert.False(verdict.Refuses);
    }

    [Theory]
    [InlineData(true, "cassinoBR")]
    [InlineData(true, "cassinoBR", "Slots")]
    [InlineData(false, "Slots")]
    [InlineData(false, "cassinoBR", "world")]
    [InlineData(false)]
    public void Only_a_blocked_category_without_an_allowed_one_refuses(bool refuses, params string[] names) =>
        Assert.Equal(refuses, Policy.Judge(names).Refuses);

    [Fact]
    public void No_name_takes_over_another_categorys_slug()
    {
        var policy = new CategoryPolicy([
            new("a", "sports", [], CategoryState.Allowed, 0),
            new("sports", "খেলাধুলা", [], CategoryState.Allowed, 0),
        ]);

        Assert.Equal("sports", policy.Find("sports")?.Slug);
    }
}
