using System.Diagnostics;
using System.Text;
using Syndication.Testing.Processes;

namespace Syndication.Testing.Servers;

/// <summary>Debian's nginx as <c>deploy/local</c> sets it up: one origin before three services on 127.0.0.1.</summary>
/// <param name="ingest">A port, as the next two.</param>
/// <param name="feeds">Port of Feeds.</param>
/// <param name="notifier">Port of Notifier.</param>
public sealed class GatewayServer(int ingest, int feeds, int notifier) : RealServer("gateway")
{
    private string File => Path.Combine(Folder, "nginx.conf");

    /// <summary>The origin.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}");

    private protected override async Task PrepareAsync(CancellationToken ct)
    {
        var template = Path.Combine(RepositoryRoot.Path, "deploy", "local", "nginx.conf.template");
        var text = await System.IO.File.ReadAllTextAsync(template, ct);
        // Under root its workers would be another user, who cannot enter a temporary folder.
        text = text.Replace(
                "@USER@",
                Environment.IsPrivilegedProcess ? "user root;" : "",
                StringComparison.Ordinal
            )
            .Replace("@FOLDER@", Folder, StringComparison.Ordinal)
            .Replace("@GATEWAY@", $"127.0.0.1:{Port}", StringComparison.Ordinal)
            .Replace("@INGEST@", $"127.0.0.1:{ingest}", StringComparison.Ordinal)
            .Replace("@FEEDS@", $"127.0.0.1:{feeds}", StringComparison.Ordinal)
            .Replace("@NOTIFIER@", $"127.0.0.1:{notifier}", StringComparison.Ordinal);
        await System.IO.File.WriteAllTextAsync(File, text, ct);
    }

    private protected override ProcessStartInfo Describe() =>
        new(Command.Find("nginx", "nginx"), ["-e", "stderr", "-p", Folder, "-c", File]);

    private protected override async Task<bool> IsServingAsync(CancellationToken ct)
    {
        var answer = await ExchangeAsync("GET /health/live HTTP/1.0\r\n\r\n"u8.ToArray(), ct);
        return Encoding.ASCII.GetString(answer).Contains(" 200 ", StringComparison.Ordinal);
    }
}
