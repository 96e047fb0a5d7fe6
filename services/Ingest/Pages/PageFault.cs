namespace Syndication.Ingest.Pages;

/// <summary>Why a page is not read at all.</summary>
public enum PageFault
{
    /// <summary>More than 4 MiB, or more than 60,000 elements.</summary>
    TooLarge,

    /// <summary>Elements nested deeper than browsers build them, 512 levels.</summary>
    TooDeep,

    /// <summary>Broken tags in numbers that would end the process that parses them.</summary>
    Broken,
}
