using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using Syndication.Benchmarks.Ingest;
using Syndication.Notifier.WebPush;
using Syndication.Testing.Processes;
using Syndication.Testing.Push;

namespace Syndication.Benchmarks.Push;

/// <summary>
/// Messages encrypted a second by one core, token included, beside what OpenSSL by itself needs for the two calculations
/// that no message can do without: a key of its own, and one agreement.
/// </summary>
internal static class CryptoSuite
{
    private const int Rounds = 6;
    private const int Readers = 256;
    private const double Least = 0.7;
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(1);
    private static readonly string[] Origins =
    [
        "https://fcm.googleapis.com",
        "https://updates.push.services.mozilla.com",
        "https://web.push.apple.com",
    ];

    /// <summary>False where a limit was missed.</summary>
    public static async Task<bool> MeasureAsync()
    {
        var limits = new Limits();
        var readers = Enumerable.Range(0, Readers).Select(_ => new PushReader()).ToArray();
        var (fast, platform, reference) = (0.0, 0.0, 0.0);
        // The first round warms up; whatever else the machine does then spoils all three alike, so the best of each counts.
        for (var round = 0; round <= Rounds; round++)
        {
            var (one, two, three) = (
                await OpenSslAsync(),
                Measure(new(), readers),
                Measure(new(new PlatformKeyAgreement()), readers)
            );
            if (round == 0)
                continue;
            reference = Math.Max(reference, one);
            fast = Math.Max(fast, two);
            platform = Math.Max(platform, three);
        }
        const string What =
            "openssl speed: one agreement (ecdhp256) and one key, taken for a signature (ecdsap256)";
        limits.Tell(new("push crypto, one core", fast, "messages/s", reference, What), leastRatio: Least);
        limits.Tell(
            new("push crypto, one core, by the platform alone", platform, "messages/s", reference, What)
        );
        return limits.AreKept;
    }

    private static double Measure(PushEncryption encryption, PushReader[] readers)
    {
        var key = VapidKey.Create();
        var tokens = new VapidTokens("mailto:desk@khobor.example", TimeProvider.System);
        // Of a payload with some lines of Bengali.
        var payload = RandomNumberGenerator.GetBytes(1200);
        var (count, bytes) = (0, 0L);
        // As openssl speed does: what the core worked for this process, not what the clock says while others have it.
        var start = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < Length)
        {
            var reader = readers[count % readers.Length];
            bytes += encryption.Encrypt(reader.PublicKey, reader.AuthSecret, payload).Length;
            bytes += tokens.HeaderFor(key, Origins[count % Origins.Length]).Length;
            count++;
        }
        var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        // What was made last is looked at: a fast way to nonsense is none.
        var last = encryption.Encrypt(readers[0].PublicKey, readers[0].AuthSecret, payload);
        return bytes > 0 && readers[0].Decrypt(last).AsSpan().SequenceEqual(payload)
            ? count / seconds
            : throw new InvalidOperationException("The reader cannot read it.");
    }

    private static async Task<double> OpenSslAsync()
    {
        var output = await Command.RunAsync(
            Command.Find("openssl", "openssl"),
            ["speed", "-mr", "-seconds", "1", "ecdhp256", "ecdsap256"],
            CancellationToken.None
        );
        return 1 / (1 / Of(output, "+F5:") + 1 / Of(output, "+F4:"));
    }

    // +F4:3:256:<signatures/s>:<verifications/s>, +F5:3:256:<agreements/s>:<seconds>
    private static double Of(string output, string mark)
    {
        var line = Array.Find(output.Split('\n'), l => l.StartsWith(mark, StringComparison.Ordinal));
        return double.Parse(
            line?.Split(':')[3] ?? throw new FormatException($"openssl says nothing of {mark}"),
            CultureInfo.InvariantCulture
        );
    }
}
