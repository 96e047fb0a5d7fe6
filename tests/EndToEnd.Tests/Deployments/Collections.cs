using Syndication.Testing.Order;

namespace Syndication.EndToEnd.Tests.Deployments;

/// <summary>Tests of one collection share one deployment and run one after the other.</summary>
public static class Collections
{
    public const string Embedded = "embedded";
    public const string Real = "real";

    [CollectionDefinition(Embedded)]
    public sealed class OnEmbedded : ICollectionFixture<EmbeddedHouse>;

    [StartsFirst]
    [CollectionDefinition(Real)]
    public sealed class OnReal : ICollectionFixture<RealHouse>;
}
