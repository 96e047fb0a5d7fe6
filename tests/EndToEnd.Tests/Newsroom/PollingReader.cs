using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>A feed reader that asks now and then, with the validator of what it has, for what is new only (RFC 3229).</summary>
internal sealed class PollingReader(HttpClient reader, string feed)
{
    private EntityTagHeaderValue? _tag;

    /// <summary>Status and document; of 304 without one.</summary>
    public async Task<(HttpStatusCode Status, string Document)> AskAsync(CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, feed);
        if (_tag is not null)
        {
            request.Headers.IfNoneMatch.Add(_tag);
            request.Headers.Add("A-IM", "feed");
        }
        using var answer = await reader.SendAsync(request, ct);
        _tag = answer.Headers.ETag;
        return (answer.StatusCode, Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(ct)));
    }
}
