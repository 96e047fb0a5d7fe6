using Microsoft.Net.Http.Headers;

namespace Syndication.Feeds.Documents;

/// <summary>What the asker makes an answer depend on, in the order of RFC 9110 §13.2.2.</summary>
internal static class Conditional
{
    /// <summary>False where the asker wants another state than there is (RFC 9110 §13.1.1, §13.1.4).</summary>
    /// <param name="headers">Of a GET or HEAD.</param>
    /// <param name="document">What it would be answered.</param>
    /// <param name="body">The same in the coding that it would be answered in.</param>
    public static bool IsMet(IHeaderDictionary headers, FeedDocument document, FeedBody body)
    {
        var tags = headers.IfMatch;
        if (tags.Count > 0)
            return EntityTags.HasStrong(tags, body.Tag);
        var until = headers.IfUnmodifiedSince;
        return until.Count != 1
            || !HeaderUtilities.TryParseDate(until[0], out var date)
            || document.ModifiedAt <= date;
    }

    /// <summary>True where the asker has the document already (RFC 9110 §13.1.2, §13.1.3).</summary>
    /// <param name="headers">Of a GET or HEAD.</param>
    /// <param name="document">What it would be answered.</param>
    /// <param name="body">The same in the coding that it would be answered in.</param>
    public static bool IsKnown(IHeaderDictionary headers, FeedDocument document, FeedBody body)
    {
        var tags = headers.IfNoneMatch;
        if (tags.Count > 0)
            return EntityTags.Has(tags, body.Tag);
        var since = headers.IfModifiedSince;
        if (since.Count != 1 || !document.IsDated)
            return false;
        // Most send back what they were told.
        return since[0] == document.LastModified[0]
            || (HeaderUtilities.TryParseDate(since[0], out var date) && document.ModifiedAt <= date);
    }
}
