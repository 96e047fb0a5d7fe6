using Syndication.Contracts;

namespace Syndication.Notifier.Alerts;

/// <summary>What readers are told about a story, once per level of urgency.</summary>
internal sealed class Alert
{
    // From publication to here, an outage on the way included.
    private static readonly TimeSpan LongestWay = TimeSpan.FromDays(1);

    /// <summary>UUIDv7: the order of ids is the order of making.</summary>
    public required Guid Id { get; init; }

    /// <summary>None for an alert that somebody wrote without an article.</summary>
    public Guid? ArticleId { get; init; }

    /// <summary><c>urn:uuid:</c> and the article's id: its identity in every feed.</summary>
    public string? FeedId => ArticleId is { } id ? $"urn:uuid:{id}" : null;

    /// <summary>Never <see cref="BreakingLevel.None"/>.</summary>
    public required BreakingLevel Level { get; set; }

    /// <summary>Plain text.</summary>
    public required string Title { get; set; }

    /// <summary>Plain text, 200 characters at most.</summary>
    public required string Body { get; set; }

    public string? Url { get; set; }

    public string? Image { get; set; }

    /// <summary>Category slugs, or <c>all</c>: whoever follows one of them gets it.</summary>
    public required List<string> Topics { get; set; }

    /// <summary>Category slugs: whoever follows one of them does not get it.</summary>
    public List<string> Exclude { get; set; } = [];

    /// <summary>BCP 47.</summary>
    public required string Language { get; init; }

    public AlertState State { get; private set; } = AlertState.Draft;

    /// <summary>1, then one more with each correction and withdrawal: whoever holds a greater one is ahead.</summary>
    public int Sequence { get; private set; } = 1;

    /// <summary>The sender's own key, or none; with one, an article may have several alerts of a level.</summary>
    public string? Key { get; set; }

    /// <summary>When a scheduled one goes out.</summary>
    public DateTimeOffset? SendAt { get; set; }

    /// <summary>Since when it has waited until it is sure that its article is out; null where it does not.</summary>
    public DateTimeOffset? HeldSince { get; private set; }

    /// <summary>Why it waits so, for the newsroom; null where it does not.</summary>
    public string? HeldFor { get; private set; }

    /// <summary>How long it is news, from going out; 0 to 28 days in whole seconds.</summary>
    public int TimeToLive { get; set; } = 3600;

    /// <summary>Goes all the way but the last step: nobody is told.</summary>
    public bool DryRun { get; init; }

    /// <summary>What was corrected, or why it was withdrawn, for readers; plain text.</summary>
    public string? Note { get; set; }

    /// <summary>
    /// When what it tells of became known to this house, or later somebody let it out, or its hour had come; latency counts
    /// from here.
    /// </summary>
    public required DateTimeOffset OccurredAt { get; set; }

    /// <summary>The newsroom's own words: an edit of the article leaves them alone.</summary>
    public AlertParts Kept { get; set; }

    /// <summary>The same in every version, and in all alerts of a story: 32 hexadecimal digits.</summary>
    public string Tag => (ArticleId ?? Id).ToString("N");

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>True once anybody may have seen it.</summary>
    public bool IsOut => State is AlertState.Sending or AlertState.Sent or AlertState.Corrected;

    /// <summary>True while nobody can have seen it, and somebody may yet.</summary>
    public bool IsWaiting => State is AlertState.Draft or AlertState.Approved or AlertState.Scheduled;

    /// <summary>True where it goes out by itself once it is sure that its article is out.</summary>
    public bool IsHeld => HeldSince is not null;

    /// <summary>True of the house's own proof that alerts go out: shown and counted nowhere.</summary>
    public bool IsProbe => Key is not null && Key.StartsWith(AlertKeys.Probe, StringComparison.Ordinal);

    public static Alert About(Article article, DateTimeOffset now)
    {
        // What comes late was known to this house before; a clock ahead of ours, or an archive, says nothing of that.
        var known =
            article.RevisedAt <= now && article.RevisedAt > now - LongestWay ? article.RevisedAt : now;
        return new()
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
            OccurredAt = known,
            CreatedAt = now,
        };
    }

    /// <summary>A draft may go out; false in every other state.</summary>
    public bool Approve()
    {
        if (State != AlertState.Draft)
            return false;
        State = AlertState.Approved;
        return true;
    }

    /// <summary>What may go out does so at its hour; false without one that is to come.</summary>
    public bool Schedule(DateTimeOffset now)
    {
        if (State != AlertState.Approved || SendAt is not { } at || at <= now)
            return false;
        State = AlertState.Scheduled;
        LetGo();
        return true;
    }

    /// <summary>What goes out by itself may be let out anew, at another hour or in doubt; false of what waits for somebody.</summary>
    public bool Recall()
    {
        if (State != AlertState.Scheduled && !IsHeld)
            return false;
        State = AlertState.Approved;
        LetGo();
        return true;
    }

    /// <summary>What may go out does so at its hour, and not before its article's embargo ends; false in every other state.</summary>
    public bool Hold(DateTimeOffset until)
    {
        if (State is not (AlertState.Approved or AlertState.Scheduled))
            return false;
        SendAt = SendAt > until ? SendAt : until;
        State = AlertState.Scheduled;
        LetGo();
        return true;
    }

    /// <summary>
    /// What may go out waits until it is sure that its article is; false in every other state, and where it waits for that
    /// very reason already.
    /// </summary>
    /// <param name="why">For the newsroom.</param>
    /// <param name="now">Since when; the first time counts.</param>
    public bool Doubt(string why, DateTimeOffset now)
    {
        if (State is not (AlertState.Approved or AlertState.Scheduled) || HeldFor == why)
            return false;
        // Its hour had come, or somebody let it out; what it waited for until then is not on its way.
        if (!IsHeld)
            OccurredAt = State == AlertState.Scheduled && SendAt < now ? SendAt.Value : now;
        State = AlertState.Approved;
        HeldSince ??= now;
        HeldFor = why;
        return true;
    }

    /// <summary>What may go out does so; false in every other state.</summary>
    /// <param name="now">When.</param>
    /// <param name="byHand">Somebody has just let it out: what was before is not on its way.</param>
    public bool Send(DateTimeOffset now, bool byHand)
    {
        if (State is not (AlertState.Approved or AlertState.Scheduled))
            return false;
        // Its hour, however much later the clock was looked at; or when somebody let it out.
        if (State == AlertState.Scheduled)
            OccurredAt = SendAt < now ? SendAt.Value : now;
        else if (byHand)
            OccurredAt = now;
        State = AlertState.Sending;
        LetGo();
        SentAt = now;
        return true;
    }

    /// <summary>True if readers must be told, because they have seen it.</summary>
    /// <param name="note">Why, for readers; or null. What was corrected before is not why it is taken back.</param>
    public bool Withdraw(string? note)
    {
        if (State == AlertState.Withdrawn)
            return false;
        var wasOut = IsOut;
        // Nobody has seen it, so another one may take its place.
        if (!wasOut && ArticleId is not null)
            Key ??= AlertKeys.Cancelled(Id);
        Note = note;
        State = AlertState.Withdrawn;
        LetGo();
        Sequence++;
        return wasOut;
    }

    /// <summary>Takes an article's newest words, except where the newsroom's own are kept; true if that changed anything.</summary>
    public bool Follow(Article article)
    {
        if (State == AlertState.Withdrawn)
            return false;
        // Whoever has it has it; only one that waits can go to others.
        var moved =
            IsWaiting
            && !Kept.HasFlag(AlertParts.Topics)
            && !article.Categories.ToHashSet(StringComparer.Ordinal).SetEquals(Topics);
        if (moved)
            Topics = [.. article.Categories];
        return Reword(
                Kept.HasFlag(AlertParts.Title) ? Title : article.Title,
                Kept.HasFlag(AlertParts.Body) ? Body : AlertText.BodyOf(article),
                Kept.HasFlag(AlertParts.Url) ? Url : article.Url,
                Kept.HasFlag(AlertParts.Image) ? Image : article.Image?.Url
            ) || moved;
    }

    /// <summary>Takes other words; true if any is another one.</summary>
    public bool Reword(string title, string body, string? url, string? image)
    {
        if ((Title, Body, Url, Image) == (title, body, url, image))
            return false;
        (Title, Body, Url, Image) = (title, body, url, image);
        return true;
    }

    /// <summary>Readers have seen other words, and are told these; only of one that is out.</summary>
    /// <param name="note">What was corrected, for readers.</param>
    public void Correct(string? note)
    {
        if (!IsOut)
            throw new InvalidOperationException("Nobody has seen it.");
        Note = note;
        State = AlertState.Corrected;
        Sequence++;
    }

    private void LetGo() => (HeldSince, HeldFor) = (null, null);
}
