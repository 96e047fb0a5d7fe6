using StackExchange.Redis;
using Syndication.Hosting.Bus;

namespace Syndication.Feeds.Redis;

/// <summary>
/// The one connection to Redis. This client knows no deadlines and may take most of a minute to find a server again:
/// every call has a deadline here, and three missed probes bring a fresh connection.
/// </summary>
internal sealed partial class RedisLink(
    ConfigurationOptions options,
    string channel,
    TimeProvider time,
    ILogger<RedisLink> logger
) : IAsyncDisposable
{
    private const int MissesAllowed = 3;
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan BetweenKnocks = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _closing = new();
    private Task<ConnectionMultiplexer>? _connection;
    private volatile bool _isNobodyThere;
    private Action<string> _onHeard = _ => { };
    private Action _onConnected = () => { };
    private int _misses;
    private bool _closed;

    /// <summary>Says who is to be told of announcements and connections; before the first call.</summary>
    /// <param name="onHeard">An announcement on the channel. Some are lost; never wait for one.</param>
    /// <param name="onConnected">A connection stands, again or at last: what was announced before was not heard.</param>
    public void Listen(Action<string> onHeard, Action onConnected)
    {
        _onHeard = onHeard;
        _onConnected = onConnected;
    }

    /// <summary>Runs a script.</summary>
    /// <exception cref="OutageException">No answer within the deadline, or none that helps; it may have run.</exception>
    public async Task<RedisResult> RunAsync(RedisScript script, RedisValue[] args, CancellationToken ct)
    {
        try
        {
            var connecting = Connection();
            // Nothing is won by waiting for who is not there: whoever asks is told so at once.
            if (_isNobodyThere)
                throw new TimeoutException("Nobody answers.");
            var connection = await connecting.WaitAsync(Deadline, time, ct);
            return await EvaluateAsync(connection.GetDatabase(), script, args).WaitAsync(Deadline, time, ct);
        }
        // A connection that is left cancels what it still owes.
        catch (Exception e)
            when (IsOutage(e) || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new OutageException("Redis", e);
        }
    }

    /// <summary>As <see cref="RunAsync"/>; the third miss in a row leaves the connection for a fresh one.</summary>
    public async Task<RedisResult> ProbeAsync(RedisScript script, RedisValue[] args, CancellationToken ct)
    {
        TryAgain();
        try
        {
            var answer = await RunAsync(script, args, ct);
            _misses = 0;
            return answer;
        }
        catch (OutageException)
        {
            // Where nobody answers yet, another to knock beside it is of no use.
            if (_isNobodyThere)
                _misses = 0;
            else if (++_misses >= MissesAllowed)
                Renew();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Task<ConnectionMultiplexer>? last;
        lock (_gate)
        {
            _closed = true;
            last = _connection;
        }
        await _closing.CancelAsync();
        if (last is not null)
            await Task.WhenAny(LeaveAsync(last), Task.Delay(Deadline, time));
    }

    private Task<ConnectionMultiplexer> Connection()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_closed, this);
            return _connection ??= Task.Run(ConnectAsync);
        }
    }

    // One that never came to be says so at once: each look makes another.
    private void TryAgain()
    {
        lock (_gate)
            if (!_closed && _connection is { IsFaulted: true })
                _connection = Task.Run(ConnectAsync);
    }

    private void Renew()
    {
        _misses = 0;
        Task<ConnectionMultiplexer>? old;
        lock (_gate)
        {
            if (_closed)
                return;
            old = _connection;
            _connection = Task.Run(ConnectAsync);
        }
        ConnectionLeft();
        if (old is not null)
            _ = Task.Run(() => LeaveAsync(old));
    }

    private async Task<ConnectionMultiplexer> ConnectAsync()
    {
        await KnockAsync();
        var connection = await ConnectionMultiplexer.ConnectAsync(options.Clone());
        try
        {
            connection.PreserveAsyncOrder = false;
            connection.ConnectionRestored += (_, _) => _onConnected();
            await connection
                .GetSubscriber()
                .SubscribeAsync(channel, (_, message) => _onHeard(message.ToString()))
                .WaitAsync(Deadline, time);
            _onConnected();
            return connection;
        }
        catch
        {
            // It would go on trying behind everybody's back.
            connection.Dispose();
            throw;
        }
    }

    // Until somebody answers: the first one after Redis is back has the connection.
    private async Task KnockAsync()
    {
        try
        {
            while (!await RedisKnock.IsAnsweredAsync(options, time))
            {
                _isNobodyThere = true;
                await Task.Delay(BetweenKnocks, time, _closing.Token);
            }
        }
        finally
        {
            _isNobodyThere = false;
        }
    }

    private async Task LeaveAsync(Task<ConnectionMultiplexer> left)
    {
        try
        {
            var connection = await left;
            await connection.CloseAsync(allowCommandsToComplete: false).WaitAsync(Deadline, time);
            connection.Dispose();
        }
        catch (Exception e) when (IsOutage(e) || e is OperationCanceledException)
        {
            ConnectionNotClosed(e.Message);
        }
    }

    private static bool IsOutage(Exception e) =>
        e is RedisException or TimeoutException or ObjectDisposedException;

    private static async Task<RedisResult> EvaluateAsync(
        IDatabase redis,
        RedisScript script,
        RedisValue[] args
    )
    {
        try
        {
            return await redis.ExecuteAsync("EVALSHA", [script.Sha, "0", .. args]);
        }
        catch (RedisServerException e) when (e.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            // Met once by each script on each life of the server.
            return await redis.ExecuteAsync("EVAL", [script.Text, "0", .. args]);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Redis was not to be reached three times; a fresh connection is made")]
    private partial void ConnectionLeft();

    [LoggerMessage(LogLevel.Debug, "A connection to Redis did not close. {Reason}")]
    private partial void ConnectionNotClosed(string reason);
}
