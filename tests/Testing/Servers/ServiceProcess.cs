using System.Diagnostics;
using System.Net;

namespace Syndication.Testing.Servers;

/// <summary>One of the house's own processes, run as a user runs it: built program, settings, a folder of its own.</summary>
/// <param name="name">Its project without <c>Syndication.</c>, such as <c>Ingest</c>.</param>
/// <param name="settings">Keys as in configuration (<c>Data:Directory</c>) with their values.</param>
/// <param name="openFiles">How many it may have; null for as many as this process.</param>
/// <param name="otherPort">Of 127.0.0.1, where it listens too; null for nowhere.</param>
public sealed class ServiceProcess(
    string name,
    IReadOnlyDictionary<string, string> settings,
    int? openFiles = null,
    int? otherPort = null
) : RealServer(name)
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>SIGTERM; its exit code, which is 0 when it shut down in good order.</summary>
    /// <exception cref="TimeoutException">It took longer than <paramref name="patience"/>, and was killed.</exception>
    public Task<int> StopAsync(TimeSpan patience) => EndAsync(patience);

    private protected override ProcessStartInfo Describe()
    {
        string[] command = [DotNet, BuiltOutput.Of($"Syndication.{Name}")];
        // prlimit(1) becomes what it starts, so the process is the service's.
        if (openFiles is { } most)
            command = ["prlimit", $"--nofile={most}", .. command];
        var info = new ProcessStartInfo(command[0], command[1..]) { WorkingDirectory = Folder };
        info.Environment["ASPNETCORE_URLS"] = otherPort is { } other
            ? $"http://127.0.0.1:{Port};http://127.0.0.1:{other}"
            : $"http://127.0.0.1:{Port}";
        // Two cores shared by five servers: a smaller heap and no waiting threads that burn them.
        info.Environment["DOTNET_gcServer"] = "0";
        foreach (var (key, value) in settings)
            info.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        return info;
    }

    private protected override async Task<bool> IsServingAsync(CancellationToken ct)
    {
        using var answer = await _http.GetAsync(new Uri(Address, "/health/ready"), ct);
        return answer.StatusCode == HttpStatusCode.OK
            ? true
            : throw new HttpRequestException(await answer.Content.ReadAsStringAsync(ct));
    }

    private protected override void DisposeMore() => _http.Dispose();

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
}
