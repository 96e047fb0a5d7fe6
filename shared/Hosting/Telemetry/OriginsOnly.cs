using System.Diagnostics;
using OpenTelemetry;

namespace Syndication.Hosting.Telemetry;

/// <summary>
/// Of the addresses that are called only the origins go into traces: the path of a push endpoint or of a callback is its key.
/// </summary>
internal sealed class OriginsOnly : BaseProcessor<Activity>
{
    public const string Client = "System.Net.Http";
    private const string Address = "url.full";

    public override void OnEnd(Activity data)
    {
        if (
            data.Source.Name == Client
            && data.GetTagItem(Address) is string text
            && Uri.TryCreate(text, UriKind.Absolute, out var url)
        )
            data.SetTag(Address, url.GetLeftPart(UriPartial.Authority));
    }
}
