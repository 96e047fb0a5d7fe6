using System.Diagnostics;
using Syndication.Testing.Processes;

namespace Syndication.Testing.Servers;

/// <summary>Debian's <c>rabbitmq-server</c>, apart from any other on the machine; without plugins; starts in about 5 s.</summary>
public sealed class RabbitServer() : RealServer("rabbit")
{
    /// <summary>
    /// How long new queues are left alone: a quorum queue of RabbitMQ 3.10 younger than a second may lose everything in a kill.
    /// </summary>
    public static readonly TimeSpan QueuesSettle = TimeSpan.FromSeconds(2);

    // Debian's own command changes to user rabbitmq; this is the script behind it.
    private const string Program = "/usr/lib/rabbitmq/bin/rabbitmq-server";
    private const string Control = "/usr/lib/rabbitmq/bin/rabbitmqctl";
    private const string Package = "rabbitmq-server";
    private readonly int _portMapperPort = FreePort.Next();
    private readonly int _distributionPort = FreePort.Next();
    private readonly OutputLog _portMapperOutput = new();
    private ChildProcess? _portMapper;

    /// <summary>The broker's URL with user and password.</summary>
    public string Url => $"amqp://newsroom:newsroom-test@127.0.0.1:{Port}/";

    /// <summary>Runs <c>rabbitmqctl</c> on it and gives what it wrote; takes some seconds.</summary>
    public Task<string> ControlAsync(CancellationToken ct, params string[] arguments) =>
        Command.RunAsync(
            Command.Find("coreutils", "env"),
            [
                .. Environment().Select(e => $"{e.Key}={e.Value}"),
                "RABBITMQ_CTL_ERL_ARGS=-kernel inet_dist_use_interface {127,0,0,1}",
                Command.Find(Package, Control),
                .. arguments,
            ],
            ct
        );

    private protected override async Task PrepareAsync(CancellationToken ct)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, "env.conf"), "", ct);
        await File.WriteAllTextAsync(Path.Combine(Folder, "plugins"), "[].\n", ct);
        await File.WriteAllTextAsync(
            Path.Combine(Folder, "rabbitmq.conf"),
            $"""
            listeners.tcp.1 = 127.0.0.1:{Port}
            default_user = newsroom
            default_pass = newsroom-test
            disk_free_limit.absolute = 50MB
            log.console = false

            """,
            ct
        );
        StartPortMapper();
    }

    private protected override ProcessStartInfo Describe()
    {
        var info = new ProcessStartInfo(Command.Find(Package, Program)) { WorkingDirectory = Folder };
        foreach (var (key, value) in Environment())
            info.Environment[key] = value;
        return info;
    }

    private Dictionary<string, string> Environment() =>
        new(StringComparer.Ordinal)
        {
            ["HOME"] = Folder,
            ["LANG"] = "C.UTF-8",
            // Makes the script become the broker instead of its parent: a signal to our child reaches the broker itself.
            ["RUNNING_UNDER_SYSTEMD"] = "true",
            ["RABBITMQ_NODENAME"] = $"synd{Port}@localhost",
            ["RABBITMQ_MNESIA_BASE"] = Path.Combine(Folder, "mnesia"),
            ["RABBITMQ_LOG_BASE"] = Path.Combine(Folder, "log"),
            ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(Folder, "env.conf"),
            ["RABBITMQ_CONFIG_FILE"] = Path.Combine(Folder, "rabbitmq.conf"),
            ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(Folder, "plugins"),
            ["RABBITMQ_DIST_PORT"] = $"{_distributionPort}",
            ["ERL_EPMD_PORT"] = $"{_portMapperPort}",
            ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
            // One scheduler that does not spin: the machine's cores belong to what is tested.
            ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] =
                "+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none -start_epmd false "
                + "-kernel inet_dist_use_interface {127,0,0,1}",
        };

    // AMQP 0-9-1 §4.2.2: the broker answers the protocol header with connection.start, a method frame (type 1).
    private protected override async Task<bool> IsServingAsync(CancellationToken ct) =>
        await ExchangeAsync("AMQP\0\0\u0009\u0001"u8.ToArray(), ct) is [1, ..];

    private protected override void DisposeMore() => _portMapper?.Dispose();

    // Erlang would leave a port mapper of its own behind as a daemon; ours is a child and ends with us.
    private void StartPortMapper()
    {
        if (_portMapper is { IsRunning: true })
            return;
        var info = new ProcessStartInfo(
            Command.Find(Package, "epmd"),
            ["-address", "127.0.0.1", "-port", $"{_portMapperPort}"]
        );
        _portMapper = ChildProcess.Start(info, _portMapperOutput);
    }
}
