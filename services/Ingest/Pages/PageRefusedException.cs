namespace Syndication.Ingest.Pages;

/// <summary>The page would cost more than any article is worth.</summary>
public sealed class PageRefusedException(PageFault fault)
    : Exception(
        fault == PageFault.TooLarge
            ? "The page is larger than 4 MiB, or holds more than 60,000 elements."
            : "The page nests its elements more than 512 levels deep."
    )
{
    public PageFault Fault { get; } = fault;
}
