namespace Syndication.Hosting.Bus;

/// <summary>What a consumer needs is down: its message is kept and taken again until it is back.</summary>
public sealed class OutageException(string part, Exception cause)
    : Exception($"{part} is down: {cause.Message}", cause);
