namespace Syndication.Formats.Reading;

/// <summary>An attribute; those of no namespace are <see cref="Module.Unknown"/>.</summary>
internal readonly record struct Attribute(Module Module, string Name, string Value);
