namespace Syndication.Notifier.Watching;

/// <summary>One look of whoever looks again and again: what fails it is told, and ends nothing.</summary>
internal static class Look
{
    /// <param name="look">What is done at each look.</param>
    /// <param name="cannot">Told why it was not done.</param>
    /// <param name="ct">Ends the look, and then it is let through.</param>
    public static async Task OnceAsync(
        Func<CancellationToken, Task> look,
        Action<string> cannot,
        CancellationToken ct
    )
    {
        try
        {
            await look(ct);
        }
#pragma warning disable CA1031 // whatever it was, it may be over at the next look
        catch (Exception e) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            cannot(e.Message);
        }
    }
}
