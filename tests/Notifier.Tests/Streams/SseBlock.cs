using System.Text.Json;

namespace Syndication.Notifier.Tests.Streams;

/// <summary>One block of a stream, as it came.</summary>
internal sealed record SseBlock(string? Id, string? Event, string? Data, string? Comment, string? Retry)
{
    public string? Text(string member) =>
        JsonDocument.Parse(Data!).RootElement.GetProperty(member).GetString();
}
