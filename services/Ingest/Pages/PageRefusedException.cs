using Syndication.Formats.Html;

namespace Syndication.Ingest.Pages;

/// <summary>The page would cost more than any article is worth.</summary>
public sealed class PageRefusedException(PageFault fault)
    : Exception(
        fault switch
        {
            PageFault.TooLarge => "The page is larger than 4 MiB, or holds more than 60,000 elements.",
            PageFault.TooDeep => "The page nests its elements more than 512 levels deep.",
            _ => $"The page has more than {TokenizerHazard.Most} broken tags or comments.",
        }
    )
{
    public PageFault Fault { get; } = fault;
}
