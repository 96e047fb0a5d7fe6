using System.Diagnostics.CodeAnalysis;
using Syndication.Contracts;
using Syndication.Hosting.Publication;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Alerts;

/// <summary>An alert that may be made: whatever the newsroom wrote, read and found right.</summary>
internal sealed record AlertDraft
{
    private const int MostTopics = 100;
    private const int MostTime = 28 * 24 * 3600;
    private const int UsualTime = 3600;
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(366);

    public required Guid? ArticleId { get; init; }
    public required string Title { get; init; }
    public required string Body { get; init; }
    public required string? Url { get; init; }
    public required string? Image { get; init; }
    public required List<string> Topics { get; init; }
    public required List<string> Exclude { get; init; }
    public required BreakingLevel Level { get; init; }
    public required string Language { get; init; }
    public required DateTimeOffset? SendAt { get; init; }
    public required int TimeToLive { get; init; }
    public required string? Key { get; init; }
    public required bool DryRun { get; init; }
    public required bool NeedsReview { get; init; }
    public required bool Force { get; init; }
    public required AlertParts Kept { get; init; }

    public static bool TryParse(
        AlertInput input,
        PublicationOptions publication,
        Topics book,
        DateTimeOffset now,
        [NotNullWhen(true)] out AlertDraft? draft,
        out Dictionary<string, string[]> errors
    )
    {
        var fields = new AlertFields(publication.SiteUrl);
        draft = new()
        {
            ArticleId = input.ArticleId == Guid.Empty ? null : input.ArticleId,
            Title = fields.Title(input.Title),
            Body = fields.Cut("body", input.Body) ?? "",
            Url = fields.Url("url", input.Url),
            Image = fields.Url("image", input.Image),
            Topics = TopicsOf(fields, "topics", input.Topics, book),
            Exclude = TopicsOf(fields, "exclude", input.Exclude, book),
            Level = LevelOf(fields, input.Level),
            Language = fields.Language(input.Language) ?? publication.Language,
            SendAt = input.SendAt,
            TimeToLive = TimeOf(fields, input.Ttl),
            Key = fields.Key("key", input.Key),
            DryRun = input.DryRun == true,
            NeedsReview = input.Review == true,
            Force = input.Force == true,
            Kept = KeptOf(fields, input.Keep),
        };
        Check(fields, draft, now);
        errors = fields.Errors;
        if (errors.Count > 0)
            draft = null;
        return draft is not null;
    }

    /// <summary>What this one says otherwise than an alert that is there already, by its field's name.</summary>
    public List<string> DifferencesTo(Alert alert)
    {
        List<(string Field, bool Same)> all =
        [
            ("articleId", ArticleId == alert.ArticleId),
            ("title", Title == alert.Title),
            ("body", Body == alert.Body),
            ("url", Url == alert.Url),
            ("image", Image == alert.Image),
            ("topics", Topics.ToHashSet(StringComparer.Ordinal).SetEquals(alert.Topics)),
            ("exclude", Exclude.ToHashSet(StringComparer.Ordinal).SetEquals(alert.Exclude)),
            ("level", Level == alert.Level),
            ("language", Language == alert.Language),
            ("ttl", TimeToLive == alert.TimeToLive),
            ("dryRun", DryRun == alert.DryRun),
            // Instants are kept in whole milliseconds.
            ("sendAt", SendAt?.ToUnixTimeMilliseconds() == alert.SendAt?.ToUnixTimeMilliseconds()),
        ];
        return [.. all.Where(f => !f.Same).Select(f => f.Field)];
    }

    public Alert Make(string? key, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now);
        return new()
        {
            Id = id,
            ArticleId = ArticleId,
            Level = Level,
            Title = Title,
            Body = Body,
            Url = Url,
            Image = Image,
            Topics = Topics,
            Exclude = Exclude,
            Language = Language,
            SendAt = SendAt,
            TimeToLive = TimeToLive,
            Key = key ?? (DryRun ? AlertKeys.DryRun(id) : null),
            DryRun = DryRun,
            Kept = Kept | AlertParts.Topics,
            OccurredAt = now,
            CreatedAt = now,
        };
    }

    private static void Check(AlertFields fields, AlertDraft draft, DateTimeOffset now)
    {
        CheckHour(fields, draft.SendAt, now);
        if (draft is { Force: true } && (draft.NeedsReview || draft.SendAt > now))
            fields.Wrong("force", "Only of what goes out at once.");
        CheckReaders(fields, draft.Topics, draft.Exclude);
    }

    public static void CheckHour(AlertFields fields, DateTimeOffset? sendAt, DateTimeOffset now)
    {
        // Clocks of readers are counted from there: the calendar's end must be far away.
        if (sendAt - now > MostAhead)
            fields.Wrong("sendAt", $"More than {MostAhead.Days} days ahead.");
    }

    /// <summary>Somebody must be left; null is what nobody asks for.</summary>
    public static void CheckReaders(AlertFields fields, List<string>? topics, List<string>? exclude)
    {
        if (topics is { Count: 0 } && !fields.Errors.ContainsKey("topics"))
            fields.Wrong("topics", "At least one category, or all.");
        if (exclude?.Contains(SubscriptionTopic.All, StringComparer.Ordinal) == true)
            fields.Wrong("exclude", "Without all, nobody is left.");
    }

    public static List<string> TopicsOf(
        AlertFields fields,
        string field,
        IReadOnlyList<string?>? values,
        Topics book
    )
    {
        var found = new List<string>();
        if (values?.Count > MostTopics)
            fields.Wrong(field, $"More than {MostTopics}.");
        foreach (var value in (values ?? []).Take(MostTopics))
        {
            var slug = AlertTopics.Resolve(book, value ?? "", out var fault);
            if (slug is null)
                fields.Wrong(field, $"'{AlertText.Cut(value ?? "")}' {fault}");
            else if (!found.Contains(slug, StringComparer.Ordinal))
                found.Add(slug);
        }
        return found;
    }

    public static BreakingLevel LevelOf(AlertFields fields, string? level)
    {
        if (level is "breaking" or "flash")
            return level == "flash" ? BreakingLevel.Flash : BreakingLevel.Breaking;
        fields.Wrong("level", "Neither breaking nor flash.");
        return BreakingLevel.Breaking;
    }

    public static int TimeOf(AlertFields fields, long? seconds)
    {
        if (seconds is null or (>= 0 and <= MostTime))
            return (int)(seconds ?? UsualTime);
        fields.Wrong("ttl", $"0 to {MostTime} seconds.");
        return UsualTime;
    }

    private static AlertParts KeptOf(AlertFields fields, IReadOnlyList<string?>? names)
    {
        var kept = AlertParts.None;
        foreach (var name in names ?? [])
        {
            var part = name switch
            {
                "title" => AlertParts.Title,
                "body" => AlertParts.Body,
                "url" => AlertParts.Url,
                "image" => AlertParts.Image,
                _ => AlertParts.None,
            };
            if (part == AlertParts.None)
                fields.Wrong("keep", "Only title, body, url and image can be kept.");
            kept |= part;
        }
        return kept;
    }
}
