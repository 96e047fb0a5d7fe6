using System.Text.Json;

namespace Syndication.Hosting.Json;

/// <summary>The one way JSON is written here: camelCase, UTF-8, Bengali as Bengali.</summary>
public static class HouseJson
{
    /// <summary>For stored documents, NDJSON and streams; answers of endpoints use the same rules.</summary>
    public static JsonSerializerOptions Options { get; } = Frozen();

    /// <summary>Sets the rules on <paramref name="options"/>.</summary>
    public static void Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = true;
        // Never inside HTML: escaping to ASCII would make every Bengali letter six bytes of noise.
        options.Encoder = PlainJsonEncoder.Instance;
        options.Converters.Add(new InstantJsonConverter());
    }

    private static JsonSerializerOptions Frozen()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        Apply(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}
