using Syndication.Testing.Hostile;

namespace Syndication.Formats.Tests.Reading;

/// <summary>What is made to cost is read as far as it is worth, or refused in one way; time and peaks are the bench's.</summary>
public sealed class HostileDocumentTests
{
    // Bytes asked for in all, which is more than are held at once; cleaning asks for some and gives them back.
    private const long MostAllocated = 200L * 1024 * 1024;
    private const long MostGivenBack = 1000L * 1024 * 1024;

    private static readonly string[] GivingBack =
    [
        "a million prefixes",
        "addresses on a base of 4,000",
        "empty items",
        "end tags",
        "end tags under 240 levels",
        "people",
        "pictures on a base of 4,000",
        "prefixes under 50,000 namespaces",
        "small texts",
        "tables in bold",
        "tags",
    ];

    public static TheoryData<string> Names => [.. HostileDocuments.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_document_made_to_cost_is_bounded(string name)
    {
        var document = HostileDocuments.Make(name);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var read = Try(document);

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var limit = GivingBack.Contains(name) ? MostGivenBack : MostAllocated;
        Assert.InRange(allocated, 0, limit);
        Assert.All(read?.Problems ?? [], p => Assert.InRange(p.Message.Length, 1, 2000));
    }

    private static FeedDocument? Try(byte[] document)
    {
        try
        {
            return FeedReader.Read(document, new() { BaseUrl = new Uri("https://example.news/feed") });
        }
        catch (UnreadableFeedException refusal)
        {
            Assert.InRange(refusal.Reason.Length, 1, 2000);
            Assert.True(refusal.Line > 0);
            return null;
        }
    }
}
