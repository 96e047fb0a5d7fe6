using Syndication.Contracts;

namespace Syndication.Notifier.Alerts;

/// <summary>
/// What must be remembered of an article that is under embargo, was retracted or made an alert: where it stands as of the
/// greatest revision that anything was heard of, so that messages may come late, twice and in any order. Whatever else
/// makes an alert for an article leaves one of these too.
/// </summary>
internal sealed class KnownArticle
{
    public required Guid Id { get; init; }

    /// <summary>The greatest taken so far; 0 where nothing was heard yet.</summary>
    public int Revision { get; private set; }

    /// <summary>When it is to be published; null where it is not under embargo, as far as is known.</summary>
    public DateTimeOffset? EmbargoUntil { get; private set; }

    /// <summary>Taken back, or kept in quarantine: nothing is to be told of it.</summary>
    public bool IsRetracted { get; private set; }

    /// <summary>The correction that readers have been told.</summary>
    public string? Correction { get; private set; }

    /// <summary>True where it is known that readers may hear of it.</summary>
    public bool IsOut => Revision > 0 && EmbargoUntil is null && !IsRetracted;

    public bool HasSeen(int revision) => revision <= Revision;

    /// <summary>Takes a newer revision; true if it tells readers a correction they have not been told.</summary>
    public bool Take(Article article)
    {
        var told = Correction;
        Stand(article.Revision);
        Correction = string.IsNullOrWhiteSpace(article.Correction) ? null : article.Correction;
        return Correction is not null && !string.Equals(Correction, told, StringComparison.Ordinal);
    }

    /// <summary>Takes a newer revision that nobody may hear of until then.</summary>
    public void Embargo(int revision, DateTimeOffset until)
    {
        Stand(revision);
        // As the database keeps it.
        EmbargoUntil = DateTimeOffset.FromUnixTimeMilliseconds(until.ToUnixTimeMilliseconds());
    }

    /// <summary>Takes a newer revision that nobody may hear of.</summary>
    public void Retract(int revision)
    {
        Stand(revision);
        IsRetracted = true;
    }

    private void Stand(int revision)
    {
        Revision = revision;
        EmbargoUntil = null;
        IsRetracted = false;
        Correction = null;
    }
}
