using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Syndication.EndToEnd.Tests.Deployments;
using Syndication.EndToEnd.Tests.Newsroom;
using Syndication.Testing.Deployments;

namespace Syndication.EndToEnd.Tests.Scenarios;

/// <summary>An archive is handed over in one call.</summary>
public abstract class BatchTests(Deployment house)
{
    private const int Lines = 2_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // More than every buffer on the way holds: whoever answers early and then waits for the reader stands still here.
    [Fact]
    public async Task A_batch_of_several_megabytes_is_answered_line_by_line_in_order()
    {
        var draft = new Draft
        {
            Categories = ["খেলাধুলা"],
            Content = $"<p>{string.Join(' ', Enumerable.Repeat("মাঠে আজও দর্শক ছিল অনেক।", 50))}</p>",
            PublishedAt = TimeProvider.System.GetUtcNow().AddDays(-30),
        };
        var text = new StringBuilder();
        for (var i = 1; i <= Lines; i++)
        {
            var line = draft with { Guid = $"archive:{i}", Url = $"https://khobor.example/sports/{i}" };
            text.Append(JsonSerializer.Serialize(line, Wire.Json)).Append('\n');
        }
        using var body = new StringContent(text.ToString());
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");

        using var answer = await house.Editor.PostAsync("/api/articles/batch", body, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var answers = (await answer.Content.ReadAsStringAsync(Ct))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonSerializer.Deserialize<LineAnswer>(line, Wire.Json)!)
            .ToList();
        Assert.Equal(Enumerable.Range(1, Lines), answers.Select(a => a.Line));
        Assert.All(answers, a => Assert.Equal((201, 1), (a.Status, a.Revision)));
    }

    private sealed record LineAnswer(int Line, int Status, int? Revision);

    [Collection(Collections.Embedded)]
    public sealed class Embedded(EmbeddedHouse house) : BatchTests(house);

    [Collection(Collections.Real)]
    public sealed class Real(RealHouse house) : BatchTests(house);
}
