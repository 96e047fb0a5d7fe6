using Syndication.Contracts;

namespace Syndication.Notifier.Alerts;

/// <summary>What readers are told about a story, once per level of urgency.</summary>
internal sealed class Alert
{
    /// <summary>UUIDv7: the order of ids is the order of making.</summary>
    public required Guid Id { get; init; }

    /// <summary>None for an alert that somebody wrote without an article.</summary>
    public Guid? ArticleId { get; init; }

    /// <summary><c>urn:uuid:</c> and the article's id: its identity in every feed.</summary>
    public string? FeedId => ArticleId is { } id ? $"urn:uuid:{id}" : null;

    /// <summary>Never <see cref="BreakingLevel.None"/>.</summary>
    public required BreakingLevel Level { get; init; }

    /// <summary>Plain text.</summary>
    public required string Title { get; set; }

    /// <summary>Plain text, 200 characters at most.</summary>
    public required string Body { get; set; }

    public string? Url { get; set; }

    public string? Image { get; set; }

    /// <summary>Category slugs.</summary>
    public required List<string> Topics { get; init; }

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    public AlertState State { get; private set; } = AlertState.Draft;

    /// <summary>1, then one more with each correction and withdrawal: whoever holds a greater one is ahead.</summary>
    public int Sequence { get; private set; } = 1;

    /// <summary>The sender's own key, or none; with one, an article may have several alerts of a level.</summary>
    public string? Key { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>True once anybody may have seen it.</summary>
    public bool IsOut => State is AlertState.Sending or AlertState.Sent or AlertState.Corrected;

    public static Alert About(Article article, DateTimeOffset now) =>
        new()
        {
            Id = Guid.CreateVersion7(now),
            ArticleId = article.Id,
            Level = article.Breaking,
            Title = article.Title,
            Body = AlertText.BodyOf(article),
            Url = article.Url,
            Image = article.Image?.Url,
            Topics = [.. article.Categories],
            Language = article.Language,
            CreatedAt = now,
        };

    public void Send(DateTimeOffset now)
    {
        State = AlertState.Sent;
        SentAt = now;
    }

    /// <summary>True if readers must be told, because they have seen it.</summary>
    public bool Withdraw()
    {
        if (State == AlertState.Withdrawn)
            return false;
        var wasOut = IsOut;
        State = AlertState.Withdrawn;
        Sequence++;
        return wasOut;
    }

    /// <summary>Takes a corrected article's words; true if readers must be told, because they have seen others.</summary>
    public bool Correct(Article article)
    {
        if (State == AlertState.Withdrawn)
            return false;
        Reword(article);
        if (!IsOut)
            return false;
        State = AlertState.Corrected;
        Sequence++;
        return true;
    }

    /// <summary>A draft follows its article; what was approved stays as it was approved.</summary>
    public void Follow(Article article)
    {
        if (State == AlertState.Draft)
            Reword(article);
    }

    private void Reword(Article article)
    {
        Title = article.Title;
        Body = AlertText.BodyOf(article);
        Url = article.Url;
        Image = article.Image?.Url;
    }
}
