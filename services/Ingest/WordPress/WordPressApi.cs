using System.Net;
using System.Text.Json;
using Syndication.Hosting.Outbound;

namespace Syndication.Ingest.WordPress;

/// <summary>Asks a site's REST API; nothing that it answers is an exception.</summary>
internal sealed class WordPressApi(OutboundHttp http, TimeProvider time, Uri root)
{
    // Brackets in warnings; each try may cost a look at the whole answer.
    private const int MostTries = 16;

    public Uri Root => root;

    /// <summary>The address of a route, for sites with plain permalinks (<c>?rest_route=</c>) as well.</summary>
    public Uri Url(string route, string query)
    {
        var text = root.AbsoluteUri;
        var isPlain = root.Query.Contains("rest_route=", StringComparison.Ordinal);
        var joint = isPlain ? '&' : '?';
        return new($"{text.TrimEnd('/')}/{route}{(query.Length == 0 ? "" : joint + query)}");
    }

    public async Task<WordPressAnswer> GetAsync(string route, string query, CancellationToken ct)
    {
        var request = new OutboundRequest(Url(route, query))
        {
            Headers = [new("Accept", "application/json")],
        };
        return await http.SendAsync(request, ct) switch
        {
            OutboundOutcome.Answered(var answer) => Read(answer),
            OutboundOutcome.TooLarge(var reason) => new WordPressAnswer.Bad(new(reason), IsTooLarge: true),
            OutboundOutcome.Failed(var reason) => new WordPressAnswer.Bad(new(reason)),
            var other => throw new System.Diagnostics.UnreachableException($"{other}"),
        };
    }

    private WordPressAnswer Read(OutboundAnswer answer)
    {
        var json = Json(answer.Body);
        if (answer.Status == HttpStatusCode.OK && json is { } good)
            return new WordPressAnswer.Good(good, Pages(answer));
        var reason =
            answer.Status == HttpStatusCode.OK
                ? "The site does not answer with JSON, so it is no WordPress, or something stands before it."
                : $"The site answered {answer.StatusText}.";
        var failed = new WordPressReading.Failed(reason, answer.Status, answer.RetryAfter(time.GetUtcNow()));
        var code = json is { ValueKind: JsonValueKind.Object } error
            ? WordPressJson.Text(error, "code")
            : null;
        return new WordPressAnswer.Bad(failed, code);
    }

    private static int? Pages(OutboundAnswer answer) =>
        int.TryParse(
            answer.Header("X-WP-TotalPages"),
            System.Globalization.NumberStyles.None,
            System.Globalization.CultureInfo.InvariantCulture,
            out var pages
        )
            ? pages
            : null;

    private static JsonElement? Json(ReadOnlyMemory<byte> body)
    {
        // Some plugin's warnings, or a byte order mark, often come before the first brace.
        for (var tries = 0; tries < MostTries; tries++)
        {
            var start = body.Span.IndexOfAny("[{"u8);
            if (start < 0)
                break;
            if (Parse(body[start..]) is { } json)
                return json;
            body = body[(start + 1)..];
        }
        return null;
    }

    private static JsonElement? Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes, new() { MaxDepth = 64 });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
