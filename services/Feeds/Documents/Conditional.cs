using Microsoft.Net.Http.Headers;

namespace Syndication.Feeds.Documents;

/// <summary>Whether the asker has the document already (RFC 9110 §13.2.2).</summary>
internal static class Conditional
{
    /// <param name="request">A GET or HEAD.</param>
    /// <param name="etag">The document's, quoted.</param>
    /// <param name="lastModified">In whole seconds.</param>
    public static bool IsKnown(HttpRequest request, string etag, DateTimeOffset lastModified)
    {
        var tags = request.Headers.IfNoneMatch;
        if (tags.Count > 0)
            return EntityTagHeaderValue.TryParseList(tags, out var known)
                && known.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Tag == etag);
        return HeaderUtilities.TryParseDate(request.Headers.IfModifiedSince.ToString(), out var since)
            && lastModified <= since;
    }
}
