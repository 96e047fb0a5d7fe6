namespace Syndication.Ingest.Articles;

/// <summary>What is wrong with an input, by field, in the order found.</summary>
internal sealed class FieldErrors
{
    private readonly Dictionary<string, List<string>> _byField = new(StringComparer.Ordinal);

    public bool Any => _byField.Count > 0;

    public bool Has(string field) => _byField.ContainsKey(field);

    public void Add(string field, string fault)
    {
        if (!_byField.TryGetValue(field, out var faults))
            _byField[field] = faults = [];
        faults.Add(fault);
    }

    public Dictionary<string, string[]> ToDictionary() =>
        _byField.ToDictionary(e => e.Key, e => e.Value.ToArray(), StringComparer.Ordinal);

    public override string ToString() =>
        string.Join("; ", _byField.Select(e => $"{e.Key}: {string.Join(' ', e.Value)}"));
}
