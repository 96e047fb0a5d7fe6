using Syndication.Hosting.Publication;
using Syndication.Ingest.Articles;
using Syndication.Ingest.Categories;

namespace Syndication.Ingest.Sources;

/// <summary>The door for sources: says field by field what cannot be.</summary>
internal sealed class SourceParser(CategoryBook book)
{
    private const int LongestName = 300;
    private const int MostMapped = 500;

    /// <summary>A new source, which needs a kind and a url.</summary>
    public SourceDraft? ParseNew(SourceInput input, FieldErrors errors)
    {
        if (input.Kind is null)
            errors.Add("kind", "One of feed, wordpress, page.");
        if (string.IsNullOrWhiteSpace(input.Url))
            errors.Add("url", "A source needs a url.");
        return Parse(input, errors);
    }

    /// <returns>What is named, or null with <paramref name="errors"/> filled.</returns>
    public SourceDraft? Parse(SourceInput input, FieldErrors errors)
    {
        var fields = new FieldReader(errors);
        var kind = SourceKinds.Find(input.Kind);
        if (input.Kind is not null && kind is null)
            errors.Add("kind", "One of feed, wordpress, page.");
        if (input.Url is not null && string.IsNullOrWhiteSpace(input.Url) && !errors.Has("url"))
            errors.Add("url", "A source needs a url.");
        var draft = new SourceDraft
        {
            Kind = kind,
            Url = fields.WebUrl("url", input.Url),
            Name = fields.PlainText("name", input.Name, LongestName),
            CategoryMap = input.CategoryMap is { } map ? Map(map, errors) : null,
            DefaultCategories = input.DefaultCategories is { } slugs ? Slugs(slugs, errors) : null,
            NamesInterval = input.NamesInterval,
            PollInterval = Interval(input.PollInterval, errors),
            Enabled = input.Enabled,
        };
        return errors.Any ? null : draft;
    }

    private static TimeSpan? Interval(string? text, FieldErrors errors)
    {
        if (text is null)
            return null;
        if (
            PollIntervalText.TryParse(text, out var interval)
            && interval >= PollSchedule.Shortest
            && interval <= PollSchedule.Longest
        )
            return interval;
        errors.Add(
            "pollInterval",
            "From 1 minute to 1 day, as hh:mm:ss or an ISO 8601 duration such as PT15M; null lets the source's own rhythm decide."
        );
        return null;
    }

    private Dictionary<string, string> Map(IReadOnlyDictionary<string, string?> map, FieldErrors errors)
    {
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        if (map.Count > MostMapped)
            errors.Add("categoryMap", $"More than {MostMapped}.");
        foreach (var (name, slug) in map.Take(MostMapped))
        {
            if (CategoryName.Key(name) is not { Length: > 0 and <= 200 })
                errors.Add("categoryMap", "A category's name of the source has 1 to 200 characters.");
            else if (Slug(slug) is { } to)
                known[name.Trim()] = to;
            else
                errors.Add($"categoryMap.{name}", "No category has this slug.");
        }
        return known;
    }

    private List<string> Slugs(IReadOnlyList<string?> slugs, FieldErrors errors)
    {
        var known = new List<string>();
        for (var i = 0; i < Math.Min(slugs.Count, MostMapped); i++)
        {
            if (Slug(slugs[i]) is not { } slug)
                errors.Add($"defaultCategories[{i}]", "No category has this slug.");
            else if (!known.Contains(slug))
                known.Add(slug);
        }
        return known;
    }

    // A name or an alias would do as well, but slugs are what never changes.
    private string? Slug(string? slug) => book.Policy.All.FirstOrDefault(c => c.Slug == slug)?.Slug;
}
