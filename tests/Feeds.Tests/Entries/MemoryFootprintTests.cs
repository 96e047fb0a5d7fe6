using Microsoft.Extensions.Options;
using Syndication.Feeds.Entries;
using Syndication.Feeds.Tests.Documents;
using Syndication.Testing;

namespace Syndication.Feeds.Tests.Entries;

/// <summary>What an article takes in the store of one process; nobody else may allocate meanwhile.</summary>
[Collection(nameof(AllocationTests))]
public sealed class MemoryFootprintTests
{
    private const int Articles = 20_000;
    private const int TagsEach = 5;
    private const int ArticlesOfATag = 50;
    private const int MostBytes = 2_600;

    private static readonly string[] Vocabulary = (
        "মাঝি ঘাট কুয়াশা ভোরে নৌকা ভাসিয়ে হাটের দিকে চলেছেন পাটের আঁটি বেঁধে রেখেছে উঠানে দাদি গল্প বলেন পুরোনো দিনের রেলগাড়ি "
        + "থামত এখানে এখন শুধু বাস চলে বাঁধ ভেঙে পানি উঠেছিল মাঠে তবু ফসল ভালো হয়েছে বলে খুশি সবাই মেলায় নাগরদোলা এসেছে এবার"
    ).Split(' ');

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_article_of_a_big_publication_takes_less_than_its_own_words()
    {
        using var view = new StoreView(TimeProvider.System);
        var store = await Stories.WholeAsync(
            new MemoryEntryStore(view, TimeProvider.System, Options.Create(new FeedsOptions()))
        );
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var json = 0L;
        for (var i = 0; i < Articles; i++)
        {
            var random = new Random(i);
            var article = Some.Article with
            {
                Title = Sentence(random, 8),
                Summary = Sentence(random, 16),
                Content = $"<p>{Sentence(random, 96)}</p>",
                Tags =
                [
                    .. Enumerable
                        .Range(0, TagsEach)
                        .Select(t => $"tag-{(i * TagsEach + t) % (Articles * TagsEach / ArticlesOfATag)}"),
                ],
            };
            json += ArticleJson.Write(article).Length;
            await store.ApplyAsync(article, replay: true, Ct);
        }

        var each = (GC.GetTotalMemory(forceFullCollection: true) - before) / Articles;
        TestContext.Current.TestOutputHelper?.WriteLine($"{each} bytes an article of {json / Articles}");
        Assert.InRange(each, 500, MostBytes);
        GC.KeepAlive(store);
    }

    private static string Sentence(Random random, int words) =>
        string.Join(' ', random.GetItems(Vocabulary, words));
}
