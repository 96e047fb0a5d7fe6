namespace Syndication.Formats;

/// <summary>What was wrong with a document that could be read all the same.</summary>
/// <param name="Code">For programs, such as <c>undeclared-entity</c>; never changes.</param>
/// <param name="Message">For people; at most 2,000 characters.</param>
/// <param name="Line">From 1; 0 where no line can be told.</param>
public sealed record FeedProblem(string Code, string Message, int Line);
