namespace Syndication.Notifier.Alerts;

/// <summary>How something that the newsroom wanted of an alert ended.</summary>
internal abstract record AlertChange
{
    private AlertChange() { }

    /// <summary>It was done.</summary>
    internal sealed record Done(Alert Alert) : AlertChange;

    /// <summary>It was so already: nothing was done.</summary>
    /// <param name="Alert">As it stands.</param>
    /// <param name="Differs">What was wanted otherwise, by field; that was not done either.</param>
    internal sealed record Already(Alert Alert, IReadOnlyList<string> Differs) : AlertChange;

    /// <summary>As the alert or its article stands, that cannot be.</summary>
    internal sealed record Forbidden(string Reason) : AlertChange;

    /// <summary>There is none.</summary>
    internal sealed record Unknown : AlertChange;
}
