namespace Syndication.Notifier.Alerts;

/// <summary>An alert as the newsroom writes it; nothing in it is believed yet.</summary>
internal sealed record AlertInput
{
    public Guid? ArticleId { get; init; }
    public string? Title { get; init; }
    public string? Body { get; init; }
    public string? Url { get; init; }
    public string? Image { get; init; }
    public IReadOnlyList<string?>? Topics { get; init; }
    public IReadOnlyList<string?>? Exclude { get; init; }
    public string? Level { get; init; }
    public string? Language { get; init; }
    public DateTimeOffset? SendAt { get; init; }
    public long? Ttl { get; init; }
    public string? Key { get; init; }
    public bool? DryRun { get; init; }

    /// <summary>It goes out also while it is not sure that its article is.</summary>
    public bool? Force { get; init; }

    /// <summary>It waits for somebody to approve it.</summary>
    public bool? Review { get; init; }

    /// <summary>The newsroom's own words, which edits of the article leave alone: title, body, url, image.</summary>
    public IReadOnlyList<string?>? Keep { get; init; }
}
