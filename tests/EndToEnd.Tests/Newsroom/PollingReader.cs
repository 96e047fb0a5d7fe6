using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>A feed reader that asks now and then, with the validator of what it has, for what is new only (RFC 3229).</summary>
internal sealed class PollingReader(HttpClient reader, string feed)
{
    private EntityTagHeaderValue? _tag;

    /// <summary>Reads the whole of it.</summary>
    public async Task BeginAsync(CancellationToken ct) => await AskAsync(HttpStatusCode.OK, ct);

    /// <summary>What is new since it last asked; that must be something.</summary>
    public Task<string> NewsAsync(CancellationToken ct) => AskAsync(HttpStatusCode.IMUsed, ct);

    private async Task<string> AskAsync(HttpStatusCode expected, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, feed);
        if (_tag is not null)
        {
            request.Headers.IfNoneMatch.Add(_tag);
            request.Headers.Add("A-IM", "feed");
        }
        using var answer = await reader.SendAsync(request, ct);
        Assert.Equal(expected, answer.StatusCode);
        _tag = answer.Headers.ETag;
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(ct));
    }
}
