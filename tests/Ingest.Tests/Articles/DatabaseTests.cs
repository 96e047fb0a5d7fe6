namespace Syndication.Ingest.Tests.Articles;

/// <summary>Tests of the whole service that are run on whichever database.</summary>
public abstract class DatabaseTests
{
    private protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>An empty database, as the setting <c>Database</c> names it.</summary>
    protected abstract Task<string> NewDatabaseAsync(CancellationToken ct);

    private protected async Task<IngestHost> StartAsync(TimeProvider? time = null) =>
        new(await NewDatabaseAsync(Ct), time: time);

    private protected static object Article(
        string guid,
        string title = "হাওরে নতুন সেতু",
        string category = "আন্তর্জাতিক"
    ) =>
        new
        {
            guid,
            title,
            categories = new[] { category },
        };
}
