using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Syndication.Notifier.Streams;

/// <summary>What a reader of the stream asks for; <paramref name="Seen"/> is the last event it saw, if any.</summary>
internal sealed record StreamRequest(StreamWish Wish, long? Seen)
{
    /// <summary>
    /// Reads the query and the <c>Last-Event-ID</c> header. The header wins: a browser that comes back keeps its address
    /// and tells what it saw since in the header.
    /// </summary>
    public static bool TryParse(
        string? topics,
        string? minLevel,
        string? header,
        string? lastEventId,
        [NotNullWhen(true)] out StreamRequest? request,
        out Dictionary<string, string[]> errors
    )
    {
        errors = [];
        var wish = StreamWish.Read(topics, minLevel, errors);
        long? seen = null;
        var id = string.IsNullOrEmpty(header) ? lastEventId : header;
        if (long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            seen = number;
        else if (!string.IsNullOrEmpty(id))
            errors["lastEventId"] = ["This is no event id of this stream: those are whole numbers."];
        request = errors.Count == 0 ? new(wish!, seen) : null;
        return request is not null;
    }
}
