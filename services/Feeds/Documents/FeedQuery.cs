using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Syndication.Feeds.Categories;
using Syndication.Feeds.Entries;
using Syndication.Feeds.Partners;

namespace Syndication.Feeds.Documents;

/// <summary>The parameters of a feed's address; those that it does not know it passes over.</summary>
internal sealed class FeedQuery
{
    private readonly Dictionary<string, string> _wrong = new(StringComparer.Ordinal);

    /// <summary>By parameter; the request is refused where there is one.</summary>
    public IReadOnlyDictionary<string, string> Wrong => _wrong;

    public int? Limit { get; private set; }
    public bool Summary { get; private set; }
    public Profile? Profile { get; private set; }
    public Place? Before { get; private set; }
    public string[]? Include { get; private set; }
    public string[]? Exclude { get; private set; }

    /// <summary>True where everything that is included is no longer published.</summary>
    public bool IsGone { get; private set; }

    /// <summary>
    /// The parameters that it knows, in the order they were sent, with their mark; may be empty. Decoded: a proxy may write
    /// them its own way again and again.
    /// </summary>
    public string Sent { get; private set; } = "";

    /// <summary>The others, as they were sent, without a mark; may be empty.</summary>
    public string Others { get; private set; } = "";

    public static FeedQuery Read(string query, string selector, CategoryBook book)
    {
        var read = new FeedQuery();
        var sent = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var (known, others) = (new List<string>(), new List<string>());
        foreach (var pair in new QueryStringEnumerable(query))
        {
            var name = pair.DecodeName().ToString();
            if (!sent.TryGetValue(name, out var values))
                sent[name] = values = [];
            values.Add(pair.DecodeValue().ToString());
            if (name is "include" or "exclude" or "limit" or "content" or "profile" or "before")
                known.Add($"{name}={values[^1]}");
            else
                others.Add($"{pair.EncodedName}={pair.EncodedValue}");
        }
        read.ReadLimit(sent.GetValueOrDefault("limit"));
        read.ReadContent(sent.GetValueOrDefault("content"));
        read.ReadProfile(sent.GetValueOrDefault("profile"));
        read.ReadBefore(sent.GetValueOrDefault("before"));
        read.Include = read.ReadSlugs("include", sent, selector, book);
        read.Exclude = read.ReadSlugs("exclude", sent, selector, book);
        if (
            read.Include is not null
            && read.Exclude is not null
            && read.Include.Intersect(read.Exclude).Any()
        )
            read._wrong["exclude"] = "'exclude' names a category that 'include' names, too.";
        read.Sent = known.Count > 0 ? $"?{string.Join('&', known)}" : "";
        read.Others = string.Join('&', others);
        return read;
    }

    private void ReadLimit(List<string>? sent)
    {
        if (sent is null)
            return;
        if (
            sent is [var text]
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is >= 1 and <= FeedKey.GreatestLimit
        )
            Limit = number;
        else
            _wrong["limit"] = FormattableString.Invariant(
                $"'limit' is a whole number from 1 to {FeedKey.GreatestLimit}."
            );
    }

    private void ReadContent(List<string>? sent)
    {
        if (sent is null or ["full"])
            return;
        Summary = sent is ["summary"];
        if (!Summary)
            _wrong["content"] = "'content' is 'summary' or 'full'.";
    }

    private void ReadProfile(List<string>? sent)
    {
        if (sent is null)
            return;
        if (sent is [var text] && Partners.Profile.TryParse(text, out var profile))
            Profile = profile;
        else
            _wrong["profile"] = $"'profile' is one of {string.Join(", ", Partners.Profile.All)}.";
    }

    private void ReadBefore(List<string>? sent)
    {
        if (sent is null)
            return;
        if (sent is [var text] && Place.TryParse(text, out var place))
            Before = place;
        else
            _wrong["before"] = "'before' is a cursor that a link of the feed bears.";
    }

    private string[]? ReadSlugs(
        string name,
        Dictionary<string, List<string>> sent,
        string selector,
        CategoryBook book
    )
    {
        if (!sent.TryGetValue(name, out var values))
            return null;
        if (selector != Selector.All)
        {
            _wrong[name] = $"'{name}' goes with 'all' only.";
            return null;
        }
        var slugs = new SortedSet<string>(StringComparer.Ordinal);
        var isBlocked = false;
        var words = values.SelectMany(v => v.Split(',', StringSplitOptions.TrimEntries));
        foreach (var word in words.Where(w => w.Length > 0))
            if (book.Resolve(word) is not { } category)
                _wrong[name] = $"'{name}' names what is no category of this publication.";
            // A combination that somebody saved outlives the categories in it.
            else if (category.IsBlocked)
                isBlocked = true;
            else
                slugs.Add(category.Slug);
        if (slugs.Count > 0)
            return [.. slugs];
        if (!isBlocked)
            _wrong.TryAdd(name, $"'{name}' names no category.");
        else
            IsGone |= name == "include";
        return null;
    }
}
