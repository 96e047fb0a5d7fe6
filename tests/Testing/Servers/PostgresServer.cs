using System.Diagnostics;
using Syndication.Testing.Processes;

namespace Syndication.Testing.Servers;

/// <summary>Debian's PostgreSQL with <c>fsync</c> on, as production has it; its superuser is trusted on 127.0.0.1.</summary>
public sealed class PostgresServer() : RealServer("postgres")
{
    private const string Package = "postgresql";
    private const string User = "postgres";

    /// <summary>Where a database of this name is, for Npgsql; of a test that is over no connection stays for long.</summary>
    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username={User};Connection Idle Lifetime=5;Connection Pruning Interval=1;Database={database}";

    /// <summary>Makes an empty database unless there is one of this name.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> CreateDatabaseAsync(string name, CancellationToken ct)
    {
        var exists = await QueryAsync(User, $"SELECT 1 FROM pg_database WHERE datname = '{name}'", ct);
        if (exists.Length == 0)
            await QueryAsync(User, $"CREATE DATABASE \"{name}\" ENCODING 'UTF8' TEMPLATE template0", ct);
        return ConnectionString(name);
    }

    /// <summary>Runs one statement by <c>psql</c>; rows come as lines, columns parted by <c>|</c>.</summary>
    public async Task<string> QueryAsync(string database, string sql, CancellationToken ct)
    {
        string[] where = ["-h", "127.0.0.1", "-p", $"{Port}", "-U", User, "-d", database];
        var answer = await Command.RunAsync(Tool("psql"), [.. where, "-XAtqc", sql], ct);
        return answer.TrimEnd('\n');
    }

    /// <summary>Fast shutdown: PostgreSQL's answer to SIGTERM would wait for its clients to leave.</summary>
    private protected override string StopSignal => "INT";

    private string Data => Path.Combine(Folder, "data");

    private protected override async Task PrepareAsync(CancellationToken ct)
    {
        if (Directory.Exists(Data))
            return;
        if (Environment.IsPrivilegedProcess)
            await Command.RunAsync("/bin/chown", [User, Folder], ct);
        string[] initdb = [Tool("initdb"), "-D", Data, "-U", User, "-E", "UTF8", "--locale=C.UTF-8"];
        var (program, arguments) = AsUser([.. initdb, "--auth=trust", "--no-sync"]);
        await Command.RunAsync(program, arguments, ct);
    }

    private protected override ProcessStartInfo Describe()
    {
        string[] postgres =
        [
            .. (string[])[Tool("postgres"), "-D", Data, "-p", $"{Port}", "-h", "127.0.0.1", "-k", Folder],
            .. (string[])["-c", "fsync=on", "-c", "max_connections=500", "-c", "shared_buffers=64MB"],
        ];
        var (program, arguments) = AsUser(postgres);
        return new(program, arguments) { WorkingDirectory = "/" };
    }

    private protected override async Task<bool> IsServingAsync(CancellationToken ct) =>
        await QueryAsync(User, "SELECT 1", ct) == "1";

    // PostgreSQL refuses to run as root. setpriv becomes the server, so that our child is the server itself.
    private static (string Program, string[] Arguments) AsUser(string[] command)
    {
        if (!Environment.IsPrivilegedProcess)
            return (command[0], command[1..]);
        string[] user = [$"--reuid={User}", $"--regid={User}", "--init-groups", "--"];
        return (Command.Find("util-linux", "setpriv"), [.. user, .. command]);
    }

    // Debian keeps each version's programs in a folder of their own; the newest is taken.
    private static string Tool(string name)
    {
        const string Root = "/usr/lib/postgresql";
        var versions = Directory.Exists(Root) ? Directory.GetDirectories(Root) : [];
        var paths = versions
            .OrderDescending(StringComparer.Ordinal)
            .Select(v => Path.Combine(v, "bin", name));
        return Command.Find(Package, [.. paths, name]);
    }
}
