using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Syndication.Contracts;
using Syndication.Notifier.Store;
using Syndication.Notifier.Subscriptions;

namespace Syndication.Notifier.Alerts;

/// <summary>What shall be other about an alert that waits, read and found right; null leaves a part as it is.</summary>
internal sealed record AlertAmendment
{
    public required AlertCorrection Words { get; init; }
    public required List<string>? Topics { get; init; }
    public required List<string>? Exclude { get; init; }
    public required BreakingLevel? Level { get; init; }
    public required DateTimeOffset? SendAt { get; init; }
    public required int? TimeToLive { get; init; }

    public static bool TryParse(
        AmendmentInput input,
        string siteUrl,
        Topics book,
        DateTimeOffset now,
        [NotNullWhen(true)] out AlertAmendment? amendment,
        out Dictionary<string, string[]> errors
    )
    {
        var fields = new AlertFields(siteUrl);
        var words = new CorrectionInput(input.Title, input.Body, input.Url, input.Image, Note: null);
        amendment = new()
        {
            Words = AlertCorrection.Read(words, fields),
            Topics = input.Topics is null ? null : AlertDraft.TopicsOf(fields, "topics", input.Topics, book),
            Exclude = input.Exclude is null
                ? null
                : AlertDraft.TopicsOf(fields, "exclude", input.Exclude, book),
            Level = input.Level is null ? null : AlertDraft.LevelOf(fields, input.Level),
            SendAt = input.SendAt,
            TimeToLive = input.Ttl is null ? null : AlertDraft.TimeOf(fields, input.Ttl),
        };
        AlertDraft.CheckHour(fields, input.SendAt, now);
        AlertDraft.CheckReaders(fields, amendment.Topics, amendment.Exclude);
        errors = fields.Errors;
        if (errors.Count > 0)
            amendment = null;
        return amendment is not null;
    }

    /// <summary>True where its article has another alert of the level that is wanted.</summary>
    public async Task<bool> WantsPlaceOfAnotherAsync(
        NotifierDbContext db,
        Alert alert,
        CancellationToken ct
    ) =>
        Level is { } level
        && alert is { ArticleId: { } article, Key: null }
        && await db.Alerts.AnyAsync(
            a => a.ArticleId == article && a.Level == level && a.Key == null && a.Id != alert.Id,
            ct
        );

    /// <summary>The names of what is other now. What somebody chose by hand, no edit of the article takes away.</summary>
    public List<string> Apply(Alert alert)
    {
        var before = (alert.Title, alert.Body, alert.Url, alert.Image);
        Words.Apply(alert);
        List<(string Field, bool IsOther)> all =
        [
            ("title", alert.Title != before.Title),
            ("body", alert.Body != before.Body),
            ("url", alert.Url != before.Url),
            ("image", alert.Image != before.Image),
            ("topics", Topics is not null && !Same(Topics, alert.Topics)),
            ("exclude", Exclude is not null && !Same(Exclude, alert.Exclude)),
            ("level", Level is not null && Level != alert.Level),
            // Instants are kept in whole milliseconds.
            (
                "sendAt",
                SendAt is { } at && at.ToUnixTimeMilliseconds() != alert.SendAt?.ToUnixTimeMilliseconds()
            ),
            ("ttl", TimeToLive is not null && TimeToLive != alert.TimeToLive),
        ];
        if (Topics is not null)
            alert.Kept |= AlertParts.Topics;
        alert.Topics = Topics ?? alert.Topics;
        alert.Exclude = Exclude ?? alert.Exclude;
        alert.Level = Level ?? alert.Level;
        alert.SendAt = SendAt ?? alert.SendAt;
        alert.TimeToLive = TimeToLive ?? alert.TimeToLive;
        return [.. all.Where(f => f.IsOther).Select(f => f.Field)];
    }

    private static bool Same(List<string> one, List<string> other) =>
        one.ToHashSet(StringComparer.Ordinal).SetEquals(other);
}
