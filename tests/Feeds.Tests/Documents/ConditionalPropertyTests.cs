using Syndication.Testing;

namespace Syndication.Feeds.Tests.Documents;

public sealed class ConditionalPropertyTests : IAsyncLifetime
{
    private const int Requests = 1_500;
    private const int RequestsPerVersion = 30;
    private const string Path = "/feeds/all.atom";
    private FeedsHost? _host;
    private byte[] _whole = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private FeedsHost Host => _host ?? throw new InvalidOperationException("Not started.");

    public async ValueTask InitializeAsync() => _host = await FeedsHost.ReadyAsync();

    public ValueTask DisposeAsync() => Host.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(20251122)]
    public async Task Any_conditional_request_is_answered_as_the_model_says(int seed)
    {
        var model = new ConditionalModel(new Random(seed));
        for (var i = 0; i < Requests; i++)
        {
            if (i % RequestsPerVersion == 0)
                await ChangeAsync(model);
            var asked = model.Next();
            using var answer = await Host.SendAsync(asked.Method, Path, asked.Headers);
            await CheckAsync(model, asked, answer);
        }
    }

    private async Task ChangeAsync(ConditionalModel model)
    {
        // A second later each time: dates tell no less.
        model.Modified = Some.Instant.AddSeconds(model.Versions.Count);
        await Host.PublishAsync(
            Some.Article with
            {
                PublishedAt = model.Modified,
                RevisedAt = model.Modified,
            }
        );
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var coding in (string[])["", "gzip", "br"])
        {
            using var answer = await Host.SendAsync(HttpMethod.Get, Path, ("Accept-Encoding", coding));
            tags[coding] = answer.Headers.ETag!.Tag;
            Assert.Equal(model.Modified, answer.Content.Headers.LastModified);
            _whole = Packing.Undo(await answer.Content.ReadAsByteArrayAsync(Ct), coding);
        }
        Assert.Equal(3, tags.Values.Distinct(StringComparer.Ordinal).Count());
        model.Versions.Add(tags);
    }

    private async Task CheckAsync(
        ConditionalModel model,
        ConditionalModel.Case asked,
        HttpResponseMessage answer
    )
    {
        Assert.True(asked.Status == (int)answer.StatusCode, $"{asked}, and it was {(int)answer.StatusCode}");
        Assert.Equal(model.Versions[^1][asked.Coding], answer.Headers.ETag!.ToString());
        Assert.Equal(model.Modified, answer.Content.Headers.LastModified);
        Assert.Equal(["Accept-Encoding"], answer.Headers.Vary);
        Assert.Single(answer.Headers.GetValues("Link"));
        Assert.Single(answer.Headers.GetValues("Date"));
        Assert.Equal("*", answer.Headers.GetValues("Access-Control-Allow-Origin").Single());
        var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);
        if (asked.Status == 304)
        {
            Assert.Empty(bytes);
            Assert.Contains("max-age=60", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            return;
        }
        Assert.Equal(asked.Coding, string.Join(',', answer.Content.Headers.ContentEncoding));
        if (asked.Method == HttpMethod.Head)
            Assert.Empty(bytes);
        else if (asked.Status == 200)
            Assert.Equal(_whole, Packing.Undo(bytes, asked.Coding));
        else
            Assert.NotEqual(_whole, Packing.Undo(bytes, asked.Coding));
    }
}
