using System.Globalization;

namespace Syndication.Feeds.Tests.Documents;

/// <summary>
/// What RFC 9110 §13.2.2 and RFC 3229 say of a conditional request, written down a second time and in another way than the
/// service does it: the request is made of parts whose meaning is known, so that nothing has to be parsed.
/// </summary>
internal sealed class ConditionalModel(Random random)
{
    private static readonly (string? Header, string Coding)[] Codings =
    [
        (null, ""),
        ("identity", ""),
        ("gzip", "gzip"),
        ("br", "br"),
        ("gzip, deflate, br", "br"),
        ("br;q=0.2, gzip;q=0.8", "gzip"),
        ("deflate", ""),
        ("*;q=0.5, br;q=0", "gzip"),
        ("gzip;q=0", ""),
    ];

    private static readonly string[] Junk = ["\"x\"", "W/\"\"", "x", "\"a,b\"", "", " ", "W/x", "\"open"];

    /// <summary>Tags of every version by coding; the last one is current.</summary>
    public List<Dictionary<string, string>> Versions { get; } = [];

    /// <summary>The instant of the last change: a whole second.</summary>
    public DateTimeOffset Modified { get; set; }

    public Case Next()
    {
        var (accept, coding) = Pick(Codings);
        var method = random.Next(4) == 0 ? HttpMethod.Head : HttpMethod.Get;
        var headers = new List<(string, string)>();
        if (accept is not null)
            headers.Add(("Accept-Encoding", accept));
        var tags = Tags(headers, coding);
        var date = Date(headers);
        var wantsDelta = random.Next(3) == 0;
        if (wantsDelta)
            headers.Add(("A-IM", random.Next(2) == 0 ? "feed" : "vcdiff, FEED;q=0.5"));
        var status =
            tags.Same ? 304
            : tags.Earlier && wantsDelta && method == HttpMethod.Get ? 226
            : tags.Sent ? 200
            : date ? 304
            : 200;
        return new(method, [.. headers], coding, status);
    }

    private (bool Sent, bool Same, bool Earlier) Tags(List<(string, string)> headers, string coding)
    {
        if (random.Next(3) == 0)
            return (false, false, false);
        if (random.Next(8) == 0)
        {
            headers.Add(("If-None-Match", random.Next(2) == 0 ? "*" : " * "));
            return (true, true, false);
        }
        bool same = false,
            earlier = false;
        var parts = new List<string>();
        for (var i = random.Next(4); i >= 0; i--)
        {
            var version = random.Next(Math.Max(0, Versions.Count - 3), Versions.Count);
            var of = Pick(["", "gzip", "br"]);
            if (random.Next(3) == 0)
            {
                parts.Add(Pick(Junk));
                continue;
            }
            parts.Add((random.Next(3) == 0 ? "W/" : "") + Versions[version][of]);
            same |= version == Versions.Count - 1 && of == coding;
            earlier |= version < Versions.Count - 1;
        }
        // Nothing after an open quote can be told from what is within it.
        parts = [.. parts.OrderBy(p => p == "\"open")];
        if (random.Next(3) == 0)
            headers.AddRange(parts.Select(p => ("If-None-Match", p)));
        else
            headers.Add(("If-None-Match", string.Join(Pick([",", ", ", " ,\t,"]), parts)));
        return (true, same, earlier);
    }

    /// <returns>True where nothing changed since.</returns>
    private bool Date(List<(string, string)> headers)
    {
        if (random.Next(2) == 0)
            return false;
        if (random.Next(5) == 0)
        {
            headers.Add(("If-Modified-Since", Pick(["yesterday", "", "Wed, 99 Aug 2025 06:43:00 GMT", "0"])));
            return false;
        }
        var seconds = Pick([-86_400, -1, 0, 1, 86_400]);
        var format = Pick(["r", "dddd, dd-MMM-yy HH:mm:ss 'GMT'", "ddd MMM d HH:mm:ss yyyy"]);
        headers.Add(
            ("If-Modified-Since", Modified.AddSeconds(seconds).ToString(format, CultureInfo.InvariantCulture))
        );
        return seconds >= 0;
    }

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    /// <param name="Method">GET or HEAD.</param>
    /// <param name="Headers">As sent.</param>
    /// <param name="Coding">That the answer must have; empty for none.</param>
    /// <param name="Status">That the answer must have.</param>
    internal sealed record Case(HttpMethod Method, (string, string)[] Headers, string Coding, int Status)
    {
        public override string ToString() =>
            $"{Method} {string.Join(" | ", Headers.Select(h => $"{h.Item1}: {h.Item2}"))} -> {Status} {Coding}";
    }
}
