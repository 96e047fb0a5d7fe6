using System.Net.Http.Headers;
using Syndication.Testing.Deployments;

namespace Syndication.Benchmarks.Latency;

/// <summary>Sends each article when it is due, and waits for no answer before the next.</summary>
internal sealed class Newsroom(Deployment house, string run, int articles)
{
    private readonly byte[][] _articles = [.. Enumerable.Range(0, articles).Select(i => Article(run, i))];
    private readonly Task<HttpResponseMessage>[] _answers = new Task<HttpResponseMessage>[articles];

    /// <summary>An article's words that stand in every document that shows it, its number at their end.</summary>
    public static string Mark(string run) => $"latency-{run}-";

    /// <summary>Done when every article was answered.</summary>
    /// <exception cref="HttpRequestException">One was not taken.</exception>
    public async Task PublishAsync(Schedule schedule)
    {
        await Task.Factory.StartNew(
            () => SendAll(schedule),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        foreach (var answer in await Task.WhenAll(_answers))
        {
            using (answer)
                answer.EnsureSuccessStatusCode();
        }
    }

    private void SendAll(Schedule schedule)
    {
        for (var i = 0; i < _articles.Length; i++)
        {
            schedule.WaitFor(i);
            _answers[i] = SendAsync(_articles[i]);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(byte[] article)
    {
        using var body = new ByteArrayContent(article);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await house.Editor.PostAsync(new Uri("/api/articles", UriKind.Relative), body);
    }

    private static byte[] Article(string run, int i) =>
        DemoText.Article(
            $"{Mark(run)}{i}",
            $"শিরোনাম নম্বর {i}.",
            TestCategories.Bulk[i % TestCategories.Bulk.Count]
        );
}
