using System.Diagnostics;
using System.Net;

namespace Syndication.Testing.Servers;

/// <summary>The README's first command, in a folder of its own.</summary>
public sealed class RunCommand() : RealServer("run")
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>The folder it is run in.</summary>
    public string WorkingFolder => Folder;

    private protected override ProcessStartInfo Describe()
    {
        var project = Path.Combine(RepositoryRoot.Path, "services", "Standalone");
        var dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        // Built already, as the tests were; everything else as a newcomer types it.
        string[] words = ["run", "--no-build", "-c", BuiltOutput.Configuration, "--project", project];
        return new(dotnet, [.. words, "--", "--demo", "--urls", $"http://127.0.0.1:{Port}"])
        {
            WorkingDirectory = Folder,
        };
    }

    private protected override async Task<bool> IsServingAsync(CancellationToken ct)
    {
        using var answer = await _http.GetAsync(new Uri(Address, "/health/ready"), ct);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    private protected override void DisposeMore() => _http.Dispose();
}
