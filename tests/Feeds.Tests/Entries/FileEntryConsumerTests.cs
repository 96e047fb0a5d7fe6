using MassTransit;
using Syndication.Feeds.Entries;

namespace Syndication.Feeds.Tests.Entries;

public sealed class FileEntryConsumerTests
{
    [Fact]
    public void Its_queue_is_the_one_that_others_bind() =>
        Assert.Equal("file-entry", KebabCaseEndpointNameFormatter.Instance.Consumer<FileEntryConsumer>());
}
