using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.InteropServices;
using Syndication.Contracts;

namespace Syndication.Feeds.Entries;

/// <summary>
/// Where an article stands in a set: newest first; where the instant is the same by id, as Redis orders members of one
/// score. It never changes while the article is out, so that it can be a cursor.
/// </summary>
/// <param name="At">Publication, in milliseconds since 1970.</param>
/// <param name="Id">The article.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(long At, Guid Id) : IComparable<Place>
{
    public static Place Of(Article article) => new(article.PublishedAt.ToUnixTimeMilliseconds(), article.Id);

    /// <summary>Negative where this one comes first.</summary>
    public int CompareTo(Place other)
    {
        var byTime = other.At.CompareTo(At);
        return byTime != 0 ? byTime : other.Id.CompareTo(Id);
    }

    public static bool TryParse(string? text, [NotNullWhen(true)] out Place? place)
    {
        place = null;
        var dash = text?.IndexOf('-', startIndex: Math.Min(1, text.Length)) ?? -1;
        if (
            dash <= 0
            || !long.TryParse(
                text.AsSpan(0, dash),
                NumberStyles.AllowLeadingSign,
                CultureInfo.InvariantCulture,
                out var at
            )
            || at < DateTimeOffset.MinValue.ToUnixTimeMilliseconds()
            || at > DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            || !Guid.TryParseExact(text.AsSpan(dash + 1), "N", out var id)
        )
            return false;
        place = new(at, id);
        return true;
    }

    /// <summary>As a cursor in an address.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{At}-{Id:N}");

    public static bool operator <(Place left, Place right) => left.CompareTo(right) < 0;

    public static bool operator >(Place left, Place right) => left.CompareTo(right) > 0;

    public static bool operator <=(Place left, Place right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Place left, Place right) => left.CompareTo(right) >= 0;
}
