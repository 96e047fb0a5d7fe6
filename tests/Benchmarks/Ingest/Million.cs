using System.Buffers.Binary;
using System.Buffers.Text;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using Syndication.Testing.Servers;

namespace Syndication.Benchmarks.Ingest;

/// <summary>Every list and look-up of the API, and a new article, over 1,000,000 articles beside the same over 10,000.</summary>
internal static class Million
{
    private const int Many = 1_000_000;
    private const int Few = 10_000;
    private const int Sources = 10_000;
    private const int Rounds = 3;
    private const int Calls = 20;

    // Milliseconds that nineteen calls of twenty keep to.
    private const double Most = 100;

    // A search that finds too little looks on for a second; what it has not seen then is behind the cursor it answers.
    private const double MostOfSearch = 1_500;

    public static async Task MeasureAsync(PostgresServer? postgres, string place, Limits limits)
    {
        var few = await MeasureAsync(postgres, Few);
        var many = await MeasureAsync(postgres, Many);
        foreach (var (name, time) in many)
            limits.Tell(
                new($"million {place} {name} p95", time, "ms", few[name], $"the same over {Few} articles"),
                most: name.StartsWith("search", StringComparison.Ordinal) ? MostOfSearch : Most
            );
    }

    private static async Task<Dictionary<string, double>> MeasureAsync(PostgresServer? postgres, int articles)
    {
        var database = postgres is null
            ? null
            : await postgres.CreateDatabaseAsync($"m{articles}", CancellationToken.None);
        await using var ingest = new IngestProcess(database, ("Polling:Enabled", "false"));
        var archive = await ArchiveWriter.FillAsync(ingest, articles);
        await AddSourcesAsync(ingest.Newsroom);
        var times = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (name, path) in Reads(archive))
            times[name] = await TimeAsync(() => GetAsync(ingest.Newsroom, path()));
        var number = 0;
        times["post"] = await TimeAsync(() => PostAsync(ingest.Newsroom, $"new:{number++}", "নতুন খবর"));
        times["post again"] = await TimeAsync(() =>
            PostAsync(
                ingest.Newsroom,
                Archive.GuidOf(Random.Shared.Next(archive.Articles)),
                $"সংশোধন {number++}"
            )
        );
        return times;
    }

    private static IEnumerable<(string Name, Func<string> Path)> Reads(Archive archive)
    {
        const string List = "/api/articles?limit=50";
        yield return ("list", () => List);
        yield return ("list of 200", () => "/api/articles?limit=200");
        foreach (
            var (name, filter) in (IEnumerable<(string, string)>)
                [
                    ("", ""),
                    (" of a category", "&category=bulk-3"),
                    (" of a rare category", $"&category={Archive.RareCategory}"),
                    (" retracted", "&state=retracted"),
                    (" quarantined", "&state=quarantined"),
                    (" embargoed", "&state=embargoed"),
                    (" of a category, retracted", "&category=bulk-5&state=retracted"),
                    (" of a category, embargoed", "&category=bulk-5&state=embargoed"),
                ]
        )
        {
            yield return ($"list{name} newest", () => List + filter);
            yield return ($"list{name} deep", () => $"{List}{filter}&cursor={Somewhere(archive)}");
        }
        yield return ("search frequent", () => $"{List}&q={Uri.EscapeDataString(Archive.FrequentWord)}");
        yield return ("search rare", () => $"{List}&q={Uri.EscapeDataString(Archive.RareWord)}");
        yield return (
            "search frequent in a category",
            () => $"{List}&category=bulk-7&q={Uri.EscapeDataString(Archive.FrequentWord)}"
        );
        yield return (
            "search rare, published",
            () => $"{List}&state=published&q={Uri.EscapeDataString(Archive.RareWord)}"
        );
        yield return ("a page of sources", () => "/api/sources?limit=200");
        yield return ("one", () => $"/api/articles/{Any(archive)}");
        yield return ("revisions", () => $"/api/articles/{Any(archive)}/revisions");
        yield return ("timeline", () => $"/api/articles/{Any(archive)}/timeline");
    }

    private static Guid Any(Archive archive) => archive.Id(Random.Shared.Next(archive.Articles));

    // A cursor as the lists answer it: the instant, then the id.
    private static string Somewhere(Archive archive)
    {
        var number = Random.Shared.Next(archive.Articles);
        Span<byte> bytes = stackalloc byte[24];
        BinaryPrimitives.WriteInt64BigEndian(bytes, archive.At(number).ToUnixTimeMilliseconds());
        archive.Id(number).TryWriteBytes(bytes[8..]);
        return Base64Url.EncodeToString(bytes);
    }

    // Of the rounds the best: what else the machine does makes times longer, never shorter.
    private static async Task<double> TimeAsync(Func<Task> call)
    {
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var times = new List<double>();
            for (var i = 0; i < Calls; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await call();
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            times.Sort();
            best = Math.Min(best, times[(int)Math.Ceiling(0.95 * Calls) - 1]);
        }
        return best;
    }

    private static async Task GetAsync(HttpClient newsroom, string path)
    {
        using var answer = await newsroom.GetAsync(new Uri(path, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        await answer.Content.ReadAsByteArrayAsync();
    }

    private static async Task AddSourcesAsync(HttpClient newsroom)
    {
        var outlines = Enumerable
            .Range(0, Sources)
            .Select(i => $"<outline text='উৎস {i}' xmlUrl='https://shokal.example/feed/{i}'/>");
        using var body = new ByteArrayContent(
            Encoding.UTF8.GetBytes($"<opml version='2.0'><body>{string.Concat(outlines)}</body></opml>")
        );
        using var answer = await newsroom.PostAsync(new Uri("/api/sources/import", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task PostAsync(HttpClient newsroom, string guid, string title)
    {
        using var body = new ByteArrayContent(
            Encoding.UTF8.GetBytes($$"""{"guid":"{{guid}}","title":"{{title}}","categories":["bulk-1"]}""")
        );
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await newsroom.PostAsync(new Uri("/api/articles", UriKind.Relative), body);
        if ((int)answer.StatusCode is not (200 or 201 or 409))
            throw new HttpRequestException(
                $"{answer.StatusCode}: {await answer.Content.ReadAsStringAsync()}"
            );
    }
}
