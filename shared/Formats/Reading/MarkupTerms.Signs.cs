using System.Collections.Frozen;
using Syndication.Formats.Documents;

namespace Syndication.Formats.Reading;

// Comments, and what is said in a word or a figure.
internal sealed partial class MarkupTerms
{
    private static readonly FrozenDictionary<string, DayOfWeek> Days = Enum.GetValues<DayOfWeek>()
        .ToFrozenDictionary(d => d.ToString(), StringComparer.OrdinalIgnoreCase);

    private void Commented(Frame frame, string text)
    {
        if (_entry is null)
        {
            return;
        }

        switch (frame.Term)
        {
            case Term.Comments:
                _entry.Comments.Offer(context.Link(text, frame.Base, frame.Line), 2);
                break;
            case Term.CommentsPost:
                _entry.Comments.OfferFirst(context.Link(text, frame.Base, frame.Line), 1);
                break;
            case Term.CommentsFeed:
                _entry.CommentsFeed.Offer(context.Link(text, frame.Base, frame.Line), 2);
                break;
            default:
                _entry.CommentsCount = Figures.Small(text);
                break;
        }
    }

    private void Told(Frame frame, string text)
    {
        switch (frame.Term)
        {
            case Term.Language:
                Target.Language.Offer(LanguageTag.Of(text), 1);
                break;
            case Term.License:
                Target.Rights.OfferFirst(Some(text) ?? Some(frame.Detail), 1);
                break;
            case Term.Thumbnail:
                Picture(context.Resource(text, frame.Base, frame.Line), 2);
                break;
            case Term.Logo or Term.Icon or Term.Generator or Term.GeneratorAgent when _entry is null:
                FeedSign(frame, text);
                break;
            case Term.Ttl:
                _feed.Ttl = Figures.Small(text) is > 0 and < 1_000_000 and var minutes ? minutes : null;
                break;
            case Term.Hour when Figures.Small(text) is >= 0 and <= 24 and var hour:
                _feed.SkipHours.Add(hour % 24);
                break;
            case Term.Day when Days.TryGetValue(text, out var day):
                _feed.SkipDays.Add(day);
                break;
        }
    }

    private void FeedSign(Frame frame, string text)
    {
        switch (frame.Term)
        {
            case Term.Logo:
                _feed.Image.Offer(context.Resource(text, frame.Base, frame.Line), 2);
                break;
            case Term.Icon:
                _feed.Icon.Offer(context.Resource(text, frame.Base, frame.Line), 2);
                break;
            case Term.Generator:
                _feed.Generator.Offer(TextValue.Words(text, context, frame.Line), 2);
                break;
            default:
                _feed.Generator.Offer(Some(text) ?? Some(frame.Detail), 1);
                break;
        }
    }
}
