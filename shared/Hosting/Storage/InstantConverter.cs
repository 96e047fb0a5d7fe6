using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Syndication.Hosting.Storage;

/// <summary>Instants as Unix milliseconds: SQLite cannot order a <see cref="DateTimeOffset"/>, and both databases agree.</summary>
public sealed class InstantConverter()
    : ValueConverter<DateTimeOffset, long>(
        instant => instant.ToUnixTimeMilliseconds(),
        milliseconds => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
    );
