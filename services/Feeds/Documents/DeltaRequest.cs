using Microsoft.Extensions.Primitives;

namespace Syndication.Feeds.Documents;

/// <summary>Whether somebody would rather have what is new than everything (RFC 3229 §10.5.3).</summary>
internal static class DeltaRequest
{
    public const string Header = "A-IM";
    private const string Manipulation = "feed";

    public static bool IsMade(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Headers.TryGetValue(Header, out var wishes)
        && Wants(wishes);

    private static bool Wants(StringValues wishes)
    {
        foreach (var wish in wishes.SelectMany(w => (w ?? "").Split(',')))
        {
            var parts = wish.Split(';', StringSplitOptions.TrimEntries);
            if (!parts[0].Equals(Manipulation, StringComparison.OrdinalIgnoreCase))
                continue;
            return !parts.Skip(1).Any(IsRefusal);
        }
        return false;
    }

    private static bool IsRefusal(string parameter) =>
        parameter.Replace(" ", "", StringComparison.Ordinal)
            is "q=0"
                or "q=0."
                or "q=0.0"
                or "q=0.00"
                or "q=0.000";
}
