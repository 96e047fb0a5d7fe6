namespace Syndication.Formats.Documents;

/// <summary>A withdrawn entry whose id is known.</summary>
internal readonly record struct DeletedView(string Id, DateTimeOffset When, string? Comment)
{
    /// <summary>Each id once, as last told.</summary>
    public static DeletedView[] Of(IReadOnlyList<DeletedEntry> deleted)
    {
        if (deleted.Count == 0)
        {
            return [];
        }

        var last = new OrderedDictionary<string, DeletedView>(StringComparer.Ordinal);
        foreach (var entry in deleted)
        {
            if (
                FeedView.Text(entry.Id) is { } id
                && (!last.TryGetValue(id, out var other) || other.When < entry.When)
            )
            {
                last[id] = new(id, entry.When, FeedView.Text(entry.Comment));
            }
        }

        return [.. last.Values];
    }
}
