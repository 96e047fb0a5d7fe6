using Microsoft.Extensions.Configuration;
using Syndication.Hosting.Publication;

namespace Syndication.Hosting.Tests.Publication;

public sealed class CategorySettingTests
{
    private static IReadOnlyList<CategorySetting> Read(params (string Key, string Value)[] settings) =>
        CategorySetting.Read(
            new ConfigurationBuilder()
                .AddInMemoryCollection(settings.ToDictionary(s => s.Key, s => (string?)s.Value))
                .Build()
        );

    [Fact]
    public void Without_settings_there_is_the_sample_with_its_two_blocked_categories()
    {
        var categories = Read();

        Assert.Equal(13, categories.Count(c => !c.IsBlocked));
        Assert.Equal(["best", "cassinobr"], categories.Where(c => c.IsBlocked).Select(c => c.Slug));
    }

    [Fact]
    public void Configured_categories_replace_the_sample()
    {
        var only = Assert.Single(Read(("Categories:0:Slug", "city"), ("Categories:0:Name", "শহর")));

        Assert.Equal(("city", "শহর", false), (only.Slug, only.Name, only.IsBlocked));
    }

    [Theory]
    [InlineData("Categories:0:Slug", "City", "শহর", "allowed")]
    [InlineData("Categories:0:Slug", "শহর", "শহর", "allowed")]
    [InlineData("Categories:0:Slug", "all", "সব", "allowed")]
    [InlineData("Categories:0:Slug", "a--b", "শহর", "allowed")]
    [InlineData("Categories:0:Name", "city", " ", "allowed")]
    [InlineData("Categories:0:State", "city", "শহর", "maybe")]
    public void An_impossible_category_is_named(string named, string slug, string name, string state)
    {
        var fault = Assert.Throws<SettingException>(() =>
            Read(("Categories:0:Slug", slug), ("Categories:0:Name", name), ("Categories:0:State", state))
        );

        Assert.Contains($"'{named}'", fault.Message, StringComparison.Ordinal);
    }
}
