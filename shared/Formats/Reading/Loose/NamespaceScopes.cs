namespace Syndication.Formats.Reading.Loose;

/// <summary>What the prefixes mean in the elements that are open.</summary>
internal sealed class NamespaceScopes
{
    private readonly Dictionary<string, string> _meant = new(StringComparer.Ordinal);
    private readonly Stack<(int Depth, string Prefix, string? Outer)> _declared = [];

    public void Declare(int depth, string prefix, string address)
    {
        _declared.Push((depth, prefix, _meant.GetValueOrDefault(prefix)));
        _meant[prefix] = address;
    }

    /// <summary>Forgets what elements at this depth and below it declared.</summary>
    public void Leave(int depth)
    {
        while (_declared.TryPeek(out var last) && last.Depth >= depth)
        {
            _declared.Pop();
            if (last.Outer is null)
            {
                _meant.Remove(last.Prefix);
            }
            else
            {
                _meant[last.Prefix] = last.Outer;
            }
        }
    }

    /// <summary>The address of a prefix, empty for the default; null where it is not declared.</summary>
    public string? Find(string prefix) =>
        _meant.TryGetValue(prefix, out var address) ? address
        : prefix.Length == 0 ? ""
        : null;
}
