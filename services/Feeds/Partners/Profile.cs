using System.Diagnostics.CodeAnalysis;
using System.Text;
using Syndication.Formats;
using Syndication.Formats.Html;

namespace Syndication.Feeds.Partners;

/// <summary>A variant of every feed by the rules of one partner: a pure function of the feed.</summary>
internal abstract class Profile(string name)
{
    public static readonly Profile Flipboard = new FlipboardProfile();
    public static readonly Profile GoogleNews = new GoogleNewsProfile();
    public static readonly Profile Apple = new AppleProfile();

    public static IReadOnlyList<Profile> All { get; } = [Flipboard, GoogleNews, Apple];

    /// <summary>As in <c>?profile=</c>.</summary>
    public string Name => name;

    public static bool TryParse(string? text, [NotNullWhen(true)] out Profile? profile)
    {
        profile = All.FirstOrDefault(p => p.Name == text);
        return profile is not null;
    }

    /// <summary>Entries that the partner takes at once.</summary>
    public virtual int MostEntries => int.MaxValue;

    /// <summary>The feed as the partner takes it.</summary>
    public Feed Apply(Feed feed) => Head(feed) with { Entries = [.. Select(feed.Entries)] };

    /// <summary>All but the entries.</summary>
    public virtual Feed Head(Feed feed) => feed;

    /// <summary>The entries as the partner takes them, those left out that it would refuse; in their order.</summary>
    public virtual IEnumerable<Entry> Select(IEnumerable<Entry> entries) =>
        entries.Select(Change).OfType<Entry>();

    /// <summary>What the partner would still refuse or show worse.</summary>
    /// <param name="before">The feed as everybody gets it.</param>
    /// <param name="feed">The same after <see cref="Apply"/>.</param>
    /// <param name="bytes">Its length as a document.</param>
    public abstract IEnumerable<Finding> Check(Feed before, Feed feed, long bytes);

    public sealed override string ToString() => Name;

    /// <summary>Null where the partner would refuse it.</summary>
    protected abstract Entry? Change(Entry entry);

    /// <summary>Entries that <see cref="Change"/> leaves out for want of a page.</summary>
    protected static IEnumerable<Finding> Pageless(Feed before, FeedRule rule) =>
        before
            .Entries.Where(e => string.IsNullOrEmpty(e.Link))
            .Select(e => rule.Broken("It has no page of its own, and is left out.", e));

    /// <summary>Characters of a text without its markup.</summary>
    protected static int LengthOf(string? html) => HtmlCleaner.Excerpt(html, int.MaxValue)?.Length ?? 0;

    /// <summary>Bytes of a text in UTF-8.</summary>
    protected static long BytesOf(string? text) => text is null ? 0 : Encoding.UTF8.GetByteCount(text);
}
