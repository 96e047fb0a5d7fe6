using System.Globalization;
using Syndication.Feeds.Entries;
using Syndication.Hosting.Bus;

namespace Syndication.Feeds.Rebuilds;

/// <summary>Watches how full the store is, so that somebody acts before it takes no more.</summary>
internal sealed partial class MemoryAlarm(IEntryStore entries, TimeProvider time, ILogger<MemoryAlarm> logger)
{
    private const string RightPolicy = "noeviction";
    private const double AlarmAt = 0.70;
    private const double CalmBelow = 0.65;
    private const double Mebibyte = 1 << 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private DateTimeOffset _dueAt;
    private string? _policy;
    private bool _isFull;
    private volatile string? _complaint;

    /// <summary>What is wrong and what to do about it; null where nothing is.</summary>
    public string? Complaint => _complaint;

    /// <summary>Looks, where the last look is ten seconds old. Not for several at once.</summary>
    /// <exception cref="OutageException">The store does not answer.</exception>
    public async Task LookAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        if (now < _dueAt)
            return;
        if (await entries.ReadMemoryAsync(ct) is { Most: > 0 } memory)
            Judge(memory);
        else
            (_isFull, _policy, _complaint) = (false, null, null);
        _dueAt = now + Interval;
    }

    private void Judge(StoreMemory memory)
    {
        var share = (double)memory.Used / memory.Most;
        var (used, most) = (Text(memory.Used / Mebibyte), Text(memory.Most / Mebibyte));
        var wasFull = _isFull;
        _isFull = share >= (wasFull ? CalmBelow : AlarmAt);
        if (_isFull && !wasFull)
            MemoryShort(used, most);
        else if (wasFull && !_isFull)
            MemoryEnough(used, most);
        var policy = memory.Policy is RightPolicy or "" ? null : memory.Policy;
        if (policy is not null && policy != _policy)
            PolicyWrong(policy);
        _policy = policy;
        _complaint = Join(
            _isFull
                ? $"Redis holds {used} of {most} MiB ({Text(100 * share)} %); when it is full, it takes no articles: raise maxmemory."
                : null,
            policy is null
                ? null
                : $"Redis evicts by '{policy}', and what keeps withdrawn articles withdrawn may go: set maxmemory-policy to {RightPolicy}."
        );
    }

    private static string? Join(params string?[] complaints) =>
        string.Join(' ', complaints.OfType<string>()) is { Length: > 0 } text ? text : null;

    private static string Text(double number) => number.ToString("0", CultureInfo.InvariantCulture);

    [LoggerMessage(
        LogLevel.Warning,
        "Redis holds {Used} of {Most} MiB; when it is full, it takes no articles: raise maxmemory"
    )]
    private partial void MemoryShort(string used, string most);

    [LoggerMessage(LogLevel.Information, "Redis has room again: {Used} of {Most} MiB")]
    private partial void MemoryEnough(string used, string most);

    [LoggerMessage(
        LogLevel.Warning,
        "Redis evicts by {Policy}: what keeps withdrawn articles withdrawn may go; set maxmemory-policy to noeviction"
    )]
    private partial void PolicyWrong(string policy);
}
