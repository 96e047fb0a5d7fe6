using Syndication.Testing;
using Syndication.Testing.Processes;

namespace Syndication.Notifier.Tests;

/// <summary>The Notifier as a process, as an operator would see it.</summary>
internal static class NotifierProcess
{
    /// <summary>The one line that it ends with instead of starting.</summary>
    public static async Task<string> FaultAsync(
        DirectoryInfo data,
        IEnumerable<(string Name, string Value)> settings,
        CancellationToken ct
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        var fault = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Command.RunAsync(
                Command.Find("dotnet-sdk-10.0", "dotnet"),
                [
                    BuiltOutput.Of("Syndication.Notifier"),
                    "--urls=http://127.0.0.1:0",
                    $"--Data:Directory={data.FullName}",
                    "--ApiKeys:0:Name=tests",
                    $"--ApiKeys:0:Key={NotifierHost.Key}",
                    "--ApiKeys:0:Scopes:0=alerts",
                    "--Logging:LogLevel:Default=Critical",
                    "--Logging:LogLevel:Microsoft.Hosting.Lifetime=None",
                    .. settings.Select(s => $"--{s.Name}={s.Value}"),
                ],
                limit.Token
            )
        );
        const string Impossible = "ended with 78: ";
        Assert.Contains(Impossible, fault.Message, StringComparison.Ordinal);
        var line = fault.Message[
            (fault.Message.IndexOf(Impossible, StringComparison.Ordinal) + Impossible.Length)..
        ];
        Assert.DoesNotContain("\n", line.TrimEnd(), StringComparison.Ordinal);
        return line;
    }
}
