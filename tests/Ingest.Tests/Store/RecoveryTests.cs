namespace Syndication.Ingest.Tests.Store;

public sealed class RecoveryTests
{
    private const int IndexBytes = 32 << 10;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // A kill may leave SQLite's index of the log half written; whoever opens the file first has to make it anew, and a
    // connection that may only read cannot.
    [Fact]
    public async Task A_database_left_by_a_kill_is_opened_again_with_all_that_was_answered()
    {
        var killed = Directory.CreateTempSubdirectory("synd-ingest-");
        await using (var host = new IngestHost())
        {
            await host.PostAsync(new { guid = "k:1", title = "নতুন ঘাট" });
            foreach (var file in (string[])["ingest.db", "ingest.db-wal"])
                await CopyAsync(Path.Combine(host.DataDirectory, file), Path.Combine(killed.FullName, file));
        }
        await File.WriteAllBytesAsync(
            Path.Combine(killed.FullName, "ingest.db-shm"),
            new byte[IndexBytes],
            Ct
        );

        await using (var host = new IngestHost(directory: killed.FullName))
            Assert.Equal(200, (await host.PostAsync(new { guid = "k:1", title = "নতুন ঘাট" })).Status);
        killed.Delete(recursive: true);
    }

    private static async Task CopyAsync(string from, string to)
    {
        await using var source = new FileStream(from, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        await using var target = File.Create(to);
        await source.CopyToAsync(target, Ct);
    }
}
