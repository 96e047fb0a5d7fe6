using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Syndication.Testing;

namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>An article's timeline as the newsroom reads it.</summary>
internal static class Timeline
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Waits until each of these steps of a revision is there; answers all there are, in their order.</summary>
    public static async Task<List<TimelineLine>> WithAsync(
        HttpClient editor,
        Guid article,
        int revision,
        string[] steps,
        CancellationToken ct
    )
    {
        List<TimelineLine> lines = [];
        await Waiting.UntilAsync(
            async () =>
            {
                lines = await ReadAsync(editor, article, ct);
                return !steps.Except(Of(revision).Select(l => l.Step), StringComparer.Ordinal).Any();
            },
            Patience,
            () => $"{string.Join(", ", steps)} in a timeline of {string.Join(", ", lines)}",
            ct
        );
        return lines;

        IEnumerable<TimelineLine> Of(int wanted) => lines.Where(l => l.Revision == wanted);
    }

    private static async Task<List<TimelineLine>> ReadAsync(
        HttpClient editor,
        Guid article,
        CancellationToken ct
    )
    {
        var page = await editor.GetFromJsonAsync<JsonNode>(
            $"/api/articles/{article}/timeline?limit=200",
            Wire.Json,
            ct
        );
        return
        [
            .. page!["items"]!
                .AsArray()
                .Select(i => new TimelineLine(
                    (string)i!["step"]!,
                    (int)i["revision"]!,
                    (DateTimeOffset)i["at"]!,
                    (string?)i["detail"],
                    (string?)i["by"]
                )),
        ];
    }
}

/// <summary>One line of it.</summary>
internal sealed record TimelineLine(string Step, int Revision, DateTimeOffset At, string? Detail, string? By);
