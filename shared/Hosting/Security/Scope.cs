namespace Syndication.Hosting.Security;

/// <summary>What an API key may do. Each is also the name of an authorization policy.</summary>
public static class Scope
{
    /// <summary>Write articles.</summary>
    public const string Publish = "publish";

    /// <summary>Write alerts.</summary>
    public const string Alerts = "alerts";

    /// <summary>Sources, categories, rebuilds.</summary>
    public const string Admin = "admin";

    /// <summary>Policy for reading what the newsroom reads: any key will do.</summary>
    public const string Any = "any";

    internal static readonly string[] All = [Publish, Alerts, Admin];
}
