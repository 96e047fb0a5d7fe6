namespace Syndication.Hosting.Security;

/// <summary>One key as configured (section <c>ApiKeys</c>) or as generated.</summary>
public sealed class ApiKeySetting
{
    /// <summary>Who holds it; what logs call it.</summary>
    public string Name { get; init; } = "";

    /// <summary>The key itself; or none, and its digest instead.</summary>
    public string? Key { get; init; }

    /// <summary>SHA-256 of the key's UTF-8, in hex.</summary>
    public string? KeySha256 { get; init; }

    /// <summary>Of <see cref="Scope"/>.</summary>
    public IReadOnlyList<string> Scopes { get; init; } = [];
}
