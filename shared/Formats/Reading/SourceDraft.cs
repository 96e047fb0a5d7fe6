namespace Syndication.Formats.Reading;

/// <summary>The feed that an entry was taken from, while it is read.</summary>
internal sealed class SourceDraft(ReadContext context) : Draft(context)
{
    public EntrySource? Build() =>
        Id.Value is null && Title.Value is null && Link.Value is null
            ? null
            : new(Id.Value, Title.Value, Link.Value);
}
