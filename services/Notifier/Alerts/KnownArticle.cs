using Syndication.Contracts;

namespace Syndication.Notifier.Alerts;

/// <summary>
/// What must be remembered of an article that was retracted or made an alert, so that messages may come late, twice
/// and in any order. Whatever else makes an alert for an article leaves one of these too.
/// </summary>
internal sealed class KnownArticle
{
    public required Guid Id { get; init; }

    /// <summary>The greatest taken so far.</summary>
    public int Revision { get; private set; }

    public bool IsRetracted { get; private set; }

    /// <summary>The correction that readers have been told.</summary>
    public string? Correction { get; private set; }

    public bool HasSeen(int revision) => revision <= Revision;

    /// <summary>Takes a newer revision; true if it tells readers a correction they have not been told.</summary>
    public bool Take(Article article)
    {
        var told = Correction;
        Revision = article.Revision;
        IsRetracted = false;
        Correction = string.IsNullOrWhiteSpace(article.Correction) ? null : article.Correction;
        return Correction is not null && !string.Equals(Correction, told, StringComparison.Ordinal);
    }

    public void Retract(int revision)
    {
        Revision = revision;
        IsRetracted = true;
    }
}
