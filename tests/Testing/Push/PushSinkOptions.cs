namespace Syndication.Testing.Push;

/// <summary>How thoroughly a sink looks at what arrives.</summary>
public sealed record PushSinkOptions
{
    /// <summary>Every how many messages one is decrypted: 1 all of them, 0 none. Sequences of the others are unknown.</summary>
    public int DecryptEvery { get; init; } = 1;

    /// <summary>Keeps every message; else only counts.</summary>
    public bool Keeps { get; init; } = true;
}
