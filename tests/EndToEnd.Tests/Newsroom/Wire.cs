using System.Text.Encodings.Web;
using System.Text.Json;

namespace Syndication.EndToEnd.Tests.Newsroom;

/// <summary>JSON as a Bengali newsroom's system sends it: letters as letters, not as escapes.</summary>
internal static class Wire
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
