namespace Syndication.Hosting.Tests.Bus;

public sealed record StoryTold(string Title);
