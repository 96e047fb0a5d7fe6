namespace Syndication.EndToEnd.Tests.Deployments;

/// <summary>Tests of one collection share one deployment and run one after the other.</summary>
public static class Collections
{
    public const string Embedded = "embedded";
    public const string Real = "real";

    [CollectionDefinition(Embedded)]
    public sealed class EmbeddedHouse : ICollectionFixture<EmbeddedDeployment>;

    [CollectionDefinition(Real)]
    public sealed class RealHouse : ICollectionFixture<RealDeployment>;
}
