using System.Buffers;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Documents;
using Syndication.Formats;
using Syndication.Hosting.Publication;

namespace Syndication.Feeds.Partners;

/// <summary>Looks at a feed as a partner would, and as a validator would.</summary>
internal sealed class Linter(
    FeedDesk desk,
    FeedComposer composer,
    CategoryShelf categories,
    PublicAddress address,
    TimeProvider time
)
{
    /// <summary>The report; null while nobody can tell, and without a feed where there is none.</summary>
    public async Task<(bool IsThere, LintReport? Report)?> CheckAsync(FeedKey key, CancellationToken ct)
    {
        // What everybody gets, of which the profile may leave out.
        var all = key with
        {
            Profile = null,
        };
        if (await desk.ReadAsync(all, ct) is not { } contents)
            return null;
        if (!contents.IsThere)
            return (false, null);
        var feed = composer.Model(all, contents.Slice, categories.Book);
        return (true, Check(key, feed));
    }

    private LintReport Check(FeedKey key, Feed before)
    {
        var profile = key.Profile;
        var feed = (profile?.Apply(before) ?? before) with { Self = address.Origin + key.Path };
        var output = new ArrayBufferWriter<byte>();
        FeedWriter.Write(feed, key.Format, output);
        var findings = ValidatorRules
            .Check(feed, time.GetUtcNow())
            .Concat(profile?.Check(before, feed, output.WrittenCount) ?? [])
            .OrderBy(f => f.Level, StringComparer.Ordinal)
            .ToList();
        return new()
        {
            Feed = address.Origin + key.Path,
            Profile = profile?.Name,
            Entries = feed.Entries.Count,
            Bytes = output.WrittenCount,
            Errors = findings.Count(f => f.Level == "error"),
            Warnings = findings.Count(f => f.Level == "warning"),
            Findings = findings,
        };
    }
}
