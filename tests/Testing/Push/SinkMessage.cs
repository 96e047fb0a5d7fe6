using System.Text.Json;

namespace Syndication.Testing.Push;

/// <summary>A push as it arrived.</summary>
/// <param name="Path">Of the endpoint.</param>
/// <param name="Protocol">Such as <c>HTTP/2</c>.</param>
/// <param name="Headers">By name without regard to case.</param>
/// <param name="Body">As encrypted.</param>
/// <param name="Text">As decrypted; null where it was not.</param>
/// <param name="At">When.</param>
public sealed record SinkMessage(
    string Path,
    string Protocol,
    IReadOnlyDictionary<string, string> Headers,
    byte[] Body,
    string? Text,
    DateTimeOffset At
)
{
    /// <summary>A member of the payload as JSON text or plain string; null where there is none.</summary>
    public string? Member(string name)
    {
        if (Text is null)
            return null;
        using var json = JsonDocument.Parse(Text);
        return json.RootElement.TryGetProperty(name, out var value) ? value.ToString() : null;
    }
}

/// <summary>What is counted: how often a reader was sent a version of a story.</summary>
/// <param name="Path">Of the endpoint.</param>
/// <param name="Tag">The <c>Topic</c>.</param>
/// <param name="Sequence">Of the version; 0 where it was not decrypted.</param>
public readonly record struct SinkKey(string Path, string Tag, int Sequence);
