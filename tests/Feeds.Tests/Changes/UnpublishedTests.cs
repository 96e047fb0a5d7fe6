using Syndication.Contracts;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Changes;

/// <summary>An article that was never out betrays itself in no feed, neither while it waits nor when it is taken back.</summary>
public sealed class UnpublishedTests
{
    private static readonly string[] Addresses = ["/feeds/all.rss", "/feeds/international.json", "/"];

    [Fact]
    public async Task Its_embargo_and_its_end_change_no_byte_no_validator_and_are_told_to_nobody()
    {
        await using var host = await FeedsHost.ReadyAsync();
        await host.PublishAsync(Some.Article);
        foreach (var selector in (string[])["all", "international"])
            await FeedsHost.UntilAsync(
                () => Task.FromResult(host.Books.Changes.Any(c => c.Selector == selector)),
                $"the first change of {selector}"
            );
        var before = await LookAsync(host);
        var secret = Some.Article;

        await host.TellAsync(
            new ArticleEmbargoed
            {
                ArticleId = secret.Id,
                Revision = 1,
                Until = Some.Instant.AddYears(20),
            }
        );
        foreach (var state in (PublicationState[])[PublicationState.Quarantined, PublicationState.Retracted])
            await host.TellAsync(
                new ArticleStanding
                {
                    ArticleId = secret.Id,
                    Revision = 2,
                    State = state,
                }
            );
        Assert.Equal(before, await LookAsync(host));
        // The bus is in order: what readers may know comes through, in the feeds that it is about and no other.
        host.Books.Changes.Clear();
        await host.PublishAsync(Some.Article with { Categories = ["sports"], Tags = [], Authors = [] });
        await FeedsHost.UntilAsync(
            () => Task.FromResult(host.Books.Changes.Any(c => c.Selector == "sports")),
            "the next change"
        );

        Assert.DoesNotContain(host.Books.Changes, c => c.Selector == "international");
    }

    private static async Task<List<(string, string?, DateTimeOffset?)>> LookAsync(FeedsHost host)
    {
        var seen = new List<(string, string?, DateTimeOffset?)>();
        foreach (var address in Addresses)
        {
            using var answer = await host.GetAsync(address);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            seen.Add((text, answer.Headers.ETag?.Tag, answer.Content.Headers.LastModified));
        }
        return seen;
    }
}
