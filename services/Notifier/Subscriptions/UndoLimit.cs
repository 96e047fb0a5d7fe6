using Microsoft.Extensions.Options;
using Syndication.Hosting.Security;

namespace Syndication.Notifier.Subscriptions;

/// <summary>
/// How often one subscription may take back that it was ended by its link. Leaving itself has no limit, and to leave again
/// and again one must come back.
/// </summary>
internal sealed class UndoLimit(IOptions<RateLimitOptions> limits)
    : ReaderLimit(limits, atOnce: 5, pause: TimeSpan.FromMinutes(1));
