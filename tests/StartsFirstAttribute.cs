using Syndication.Testing.Order;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongOnesFirst))]

namespace Syndication.Testing.Order;

/// <summary>
/// A class, or the definition of a collection, that takes long: it begins before the others, which then run beside it. Begun
/// last, it would keep everybody waiting.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class StartsFirstAttribute : Attribute;

/// <summary>The order of an assembly's collections: the long ones, then the others in whatever order.</summary>
internal sealed class LongOnesFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        .. typeof(LongOnesFirst)
            .Assembly.GetTypes()
            .Where(t => t.IsDefined(typeof(StartsFirstAttribute), inherit: false))
            .Select(t => t.FullName!),
    ];

    /// <inheritdoc />
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(c => Long.Any(name => IsOf(c, name)) ? 0 : 1)];

    // A class without a collection of its own gets one that is named after it.
    private static bool IsOf(ITestCollection collection, string name) =>
        collection.TestCollectionClassName == name
        || collection.TestCollectionDisplayName.StartsWith(
            $"Test collection for {name} (",
            StringComparison.Ordinal
        );
}
