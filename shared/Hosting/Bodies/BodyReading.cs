namespace Syndication.Hosting.Bodies;

/// <summary>How reading a body to its end went.</summary>
public abstract record BodyReading
{
    /// <summary>All of it, its content codings undone.</summary>
    public sealed record Whole(ReadOnlyMemory<byte> Bytes) : BodyReading;

    /// <summary>More than the reader wanted; the rest was not read.</summary>
    public sealed record TooLong(ReadOnlyMemory<byte> Beginning) : BodyReading;

    /// <summary>It bears a content coding that is not undone here, or too many of them.</summary>
    public sealed record UnknownCoding(string Name) : BodyReading;

    /// <summary>It is not what its content coding says. What breaks off in the middle is read as far as it goes.</summary>
    public sealed record Broken(string Coding) : BodyReading;
}
