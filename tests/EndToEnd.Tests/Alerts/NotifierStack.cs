using System.Text.Json;
using Syndication.Testing.Servers;

namespace Syndication.EndToEnd.Tests.Alerts;

/// <summary>How Notifiers of one database and one broker are run, and what their readers subscribe with.</summary>
internal static class NotifierStack
{
    /// <param name="database">All share it.</param>
    /// <param name="rabbit">All share it.</param>
    /// <param name="data">Where the keys lie that readers have subscribed with.</param>
    public static Dictionary<string, string> Settings(
        string database,
        RabbitServer rabbit,
        DirectoryInfo data
    ) =>
        new(StringComparer.Ordinal)
        {
            ["Database"] = database,
            ["Messaging"] = rabbit.Url,
            ["Data:Directory"] = data.FullName,
            ["ApiKeys:0:Name"] = "newsroom",
            ["ApiKeys:0:Key"] = "all-scopes-for-fan-0123456789",
            ["ApiKeys:0:Scopes:0"] = "alerts",
            ["Push:Hosts:0"] = "127.0.0.1",
            ["Network:AllowPrivateAddresses"] = "true",
            ["Logging:LogLevel:Default"] = "Warning",
        };

    public static async Task<string> KeyAsync(ServiceProcess notifier, CancellationToken ct)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        var answer = await http.GetStringAsync(new Uri(notifier.Address, "/api/push/public-key"), ct);
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("publicKey").GetString()!;
    }
}
