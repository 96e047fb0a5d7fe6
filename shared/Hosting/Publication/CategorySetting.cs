using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace Syndication.Hosting.Publication;

/// <summary>One category as configured, section <c>Categories</c>.</summary>
public sealed partial class CategorySetting
{
    /// <summary>The category in addresses: lower-case letters, digits and hyphens.</summary>
    public string Slug { get; init; } = "";

    /// <summary>What readers see.</summary>
    public string Name { get; init; } = "";

    /// <summary>Other names that senders use.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary><c>allowed</c> or <c>blocked</c>.</summary>
    public string State { get; init; } = "allowed";

    public bool IsBlocked => State == "blocked";

    /// <summary>True for text that may be a category's slug; <c>all</c>, <c>tags</c> and <c>authors</c> are taken.</summary>
    public static bool IsSlug(string text) =>
        SlugShape().IsMatch(text) && text is not ("all" or "tags" or "authors");

    /// <summary>The configured categories, or the sample's where none are.</summary>
    /// <exception cref="SettingException">A category is impossible; the key is named.</exception>
    public static IReadOnlyList<CategorySetting> Read(IConfiguration configuration)
    {
        var configured = configuration.GetSection("Categories").Get<List<CategorySetting>>();
        if (configured is not { Count: > 0 })
            return SampleCategories.All;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < configured.Count; i++)
            Check(configured[i], $"Categories:{i}", seen);
        return configured;
    }

    private static void Check(CategorySetting category, string key, HashSet<string> seen)
    {
        if (!IsSlug(category.Slug))
            throw new SettingException($"{key}:Slug", $"'{category.Slug}' is no slug: a-z, 0-9 and hyphens.");
        if (!seen.Add(category.Slug))
            throw new SettingException($"{key}:Slug", $"'{category.Slug}' is there twice.");
        if (string.IsNullOrWhiteSpace(category.Name))
            throw new SettingException($"{key}:Name", "a category needs a name.");
        if (category.State is not ("allowed" or "blocked"))
            throw new SettingException($"{key}:State", $"'{category.State}' is neither allowed nor blocked.");
    }

    [GeneratedRegex(
        "^[a-z0-9]+(-[a-z0-9]+)*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 10_000
    )]
    private static partial Regex SlugShape();
}
