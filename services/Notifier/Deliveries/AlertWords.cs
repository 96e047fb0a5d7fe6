using System.Globalization;
using Microsoft.Extensions.Options;
using Syndication.Contracts;
using Syndication.Hosting.Publication;
using Syndication.Notifier.Alerts;

namespace Syndication.Notifier.Deliveries;

/// <summary>What readers read on their lock screens.</summary>
internal sealed class AlertWords(PublicAddress address, IOptions<PublicationOptions> publication)
{
    /// <summary>Of every digest; the newest takes the place of the one before.</summary>
    public const string DigestTag = "digest";

    /// <summary>For how long a digest is worth sending.</summary>
    public static readonly TimeSpan DigestTime = TimeSpan.FromHours(12);
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public AlertMessage Of(Alert alert, DispatchKind kind, TimeSpan left)
    {
        var bengali = IsBengali(alert.Language);
        var (title, body) = kind switch
        {
            DispatchKind.Withdrawal => (
                $"{(bengali ? "প্রত্যাহার" : "Withdrawn")}: {alert.Title}",
                alert.Note ?? (bengali ? "এই খবরটি প্রত্যাহার করা হয়েছে।" : "This story has been withdrawn.")
            ),
            DispatchKind.Correction => (
                $"{(bengali ? "সংশোধিত" : "Corrected")}: {alert.Title}",
                alert.Note is { } note ? $"{note} {alert.Body}".TrimEnd() : alert.Body
            ),
            _ => (alert.Title, alert.Body),
        };
        var own = $"{address.Origin}/alerts/{alert.Id}";
        return new()
        {
            AlertId = alert.Id,
            Kind = kind,
            Level = alert.Level,
            Title = title,
            Body = body,
            // What was taken back leads nowhere but to the word that it was.
            Url = kind == DispatchKind.Withdrawal ? own : alert.Url ?? own,
            Image = kind == DispatchKind.Withdrawal ? null : alert.Image,
            Language = alert.Language,
            Tag = alert.Tag,
            Sequence = alert.Sequence,
            Timestamp = alert.OccurredAt,
            TimeToLive = left,
            DryRun = alert.DryRun,
        };
    }

    /// <summary>One message for everything that was over the day's number, in the reader's language.</summary>
    public AlertMessage Digest(IReadOnlyList<Alert> alerts, string language, DateTimeOffset now)
    {
        var bengali = IsBengali(language);
        var count = alerts.Count.ToString(CultureInfo.InvariantCulture);
        var title = bengali
            ? $"আরও {Bengali(count)}টি খবর, যা আগের দিনের সীমার পরে এসেছিল"
            : $"{count} more {(alerts.Count == 1 ? "story" : "stories")} beyond your daily number";
        return new()
        {
            AlertId = null,
            Kind = DispatchKind.Alert,
            Level = BreakingLevel.Breaking,
            Title = title,
            Body = AlertText.Cut(string.Join(" • ", alerts.Select(a => a.Title))),
            // Of several the site itself shows most.
            Url = alerts is [{ Url: { } only }] ? only : publication.Value.SiteUrl,
            Image = null,
            Language = bengali ? language : "en",
            Tag = DigestTag,
            // Grows by the minute, whoever counts.
            Sequence = (int)(now - Epoch).TotalMinutes,
            Timestamp = now,
            TimeToLive = DigestTime,
        };
    }

    private static bool IsBengali(string language) =>
        language.Equals("bn", StringComparison.OrdinalIgnoreCase)
        || language.StartsWith("bn-", StringComparison.OrdinalIgnoreCase);

    private static string Bengali(string digits) => string.Concat(digits.Select(d => (char)(d - '0' + '০')));
}
