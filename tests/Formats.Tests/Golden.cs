using System.Buffers;
using System.Text;

namespace Syndication.Formats.Tests;

/// <summary>Documents as agreed, to the byte.</summary>
internal static class Golden
{
    /// <summary>After a change that was meant, set <c>GOLDEN_DIRECTORY</c>, and read the difference.</summary>
    public static async Task AssertAsync(string file, Action<IBufferWriter<byte>> write)
    {
        var ct = TestContext.Current.CancellationToken;
        var buffer = new ArrayBufferWriter<byte>();
        write(buffer);
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(buffer.WrittenSpan).TrimEnd();
        if (Environment.GetEnvironmentVariable("GOLDEN_DIRECTORY") is { } directory)
        {
            await File.WriteAllTextAsync(Path.Combine(directory, file), text + "\n", ct);
        }

        var golden = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Golden", file), ct);

        Assert.Equal(golden.TrimEnd(), text);
    }
}
