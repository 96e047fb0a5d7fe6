namespace Syndication.Formats.Reading.Loose;

/// <summary>What the prefixes mean in the elements that are open.</summary>
internal sealed class NamespaceScopes
{
    private readonly List<(int Depth, string Prefix, string Address)> _declared = [];

    public void Declare(int depth, string prefix, string address) => _declared.Add((depth, prefix, address));

    /// <summary>Forgets what elements at this depth and below it declared.</summary>
    public void Leave(int depth)
    {
        while (_declared is [.., var last] && last.Depth >= depth)
        {
            _declared.RemoveAt(_declared.Count - 1);
        }
    }

    /// <summary>The address of a prefix, empty for the default; null where it is not declared.</summary>
    public string? Find(ReadOnlySpan<char> prefix)
    {
        for (var i = _declared.Count - 1; i >= 0; i--)
        {
            if (prefix.Equals(_declared[i].Prefix, StringComparison.Ordinal))
            {
                return _declared[i].Address;
            }
        }

        return prefix.IsEmpty ? "" : null;
    }
}
