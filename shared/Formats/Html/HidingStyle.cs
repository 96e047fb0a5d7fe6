namespace Syndication.Formats.Html;

/// <summary>Styles that show nothing of what bears them.</summary>
internal static class HidingStyle
{
    private const int Longest = 2_000;

    public static bool IsIn(string? style)
    {
        var rest = style.AsSpan();
        if (rest.IsEmpty || rest.Length > Longest)
        {
            return false;
        }

        foreach (var range in rest.Split(';'))
        {
            var declaration = rest[range];
            var colon = declaration.IndexOf(':');
            if (colon > 0 && Hides(declaration[..colon].Trim(), Value(declaration[(colon + 1)..])))
            {
                return true;
            }
        }

        return false;
    }

    private static ReadOnlySpan<char> Value(ReadOnlySpan<char> text)
    {
        var important = text.IndexOf('!');
        return (important < 0 ? text : text[..important]).Trim();
    }

    private static bool Hides(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        Span<char> lower = stackalloc char[24];
        var length = name.ToLowerInvariant(lower);
        return length > 0
            && lower[..length] switch
            {
                "display" => Is(value, "none"),
                "visibility" => Is(value, "hidden") || Is(value, "collapse"),
                "opacity" => Is(value, "0"),
                "width" or "height" or "max-width" or "max-height" => IsPixel(value),
                _ => false,
            };
    }

    private static bool IsPixel(ReadOnlySpan<char> value) =>
        Is(value, "0") || Is(value, "0px") || Is(value, "1px") || Is(value, "1");

    private static bool Is(ReadOnlySpan<char> value, ReadOnlySpan<char> word) =>
        value.Equals(word, StringComparison.OrdinalIgnoreCase);
}
