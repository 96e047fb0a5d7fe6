using System.Collections.Frozen;

namespace Syndication.Formats.Reading;

/// <summary>What an element's name means in its vocabulary. Case is let pass: CDF shouts, and hands slip.</summary>
internal static class Terms
{
    private static readonly FrozenDictionary<string, Term> Rss = Table(
        ("rss", Term.Rss),
        ("rdf", Term.Rdf),
        ("channel", Term.Channel),
        ("items", Term.Items),
        ("item", Term.Entry),
        ("image", Term.Image),
        ("textinput", Term.TextInput),
        ("source", Term.Source),
        ("skiphours", Term.SkipHours),
        ("skipdays", Term.SkipDays),
        ("hour", Term.Hour),
        ("day", Term.Day),
        ("author", Term.Author),
        ("managingeditor", Term.Author),
        ("contributor", Term.Contributor),
        ("title", Term.Title),
        ("description", Term.Description),
        ("tagline", Term.Description),
        ("subtitle", Term.Description),
        ("abstract", Term.Description),
        ("summary", Term.Summary),
        ("content", Term.Content),
        ("encoded", Term.Encoded),
        ("body", Term.Body),
        ("fullitem", Term.Body),
        ("copyright", Term.Rights),
        ("rights", Term.Rights),
        ("license", Term.License),
        ("generator", Term.Generator),
        ("language", Term.Language),
        ("guid", Term.Id),
        ("id", Term.Id),
        ("link", Term.Link),
        ("a", Term.Link),
        ("url", Term.Url),
        ("logo", Term.Logo),
        ("icon", Term.Icon),
        ("comments", Term.Comments),
        ("enclosure", Term.Enclosure),
        ("category", Term.Category),
        ("tags", Term.Tags),
        ("keywords", Term.Keywords),
        ("pubdate", Term.Published),
        ("published", Term.Published),
        ("issued", Term.Published),
        ("updated", Term.Updated),
        ("modified", Term.Updated),
        ("lastbuilddate", Term.Built),
        ("ttl", Term.Ttl),
        ("width", Term.Width),
        ("height", Term.Height)
    );

    private static readonly FrozenDictionary<string, Term> Atom = Table(
        ("feed", Term.AtomFeed),
        ("entry", Term.Entry),
        ("source", Term.Source),
        ("author", Term.Author),
        ("contributor", Term.Contributor),
        ("name", Term.Name),
        ("email", Term.Email),
        ("uri", Term.PersonUrl),
        ("url", Term.PersonUrl),
        ("homepage", Term.PersonUrl),
        ("title", Term.Title),
        ("subtitle", Term.Description),
        ("tagline", Term.Description),
        ("summary", Term.Summary),
        ("content", Term.Content),
        ("rights", Term.Rights),
        ("copyright", Term.Rights),
        ("generator", Term.Generator),
        ("id", Term.Id),
        ("link", Term.Link),
        ("logo", Term.Logo),
        ("icon", Term.Icon),
        ("category", Term.Category),
        ("published", Term.Published),
        ("issued", Term.Published),
        ("updated", Term.Updated),
        ("modified", Term.Updated)
    );

    private static readonly FrozenDictionary<string, Term> DublinCore = Table(
        ("title", Term.WeakTitle),
        ("creator", Term.Creator),
        ("author", Term.Creator),
        ("contributor", Term.Contributor),
        ("subject", Term.Subject),
        ("description", Term.WeakDescription),
        ("abstract", Term.WeakDescription),
        ("rights", Term.Rights),
        ("license", Term.License),
        ("language", Term.Language),
        ("date", Term.Date),
        ("issued", Term.Issued),
        ("created", Term.Issued),
        ("modified", Term.Updated)
    );

    private static readonly FrozenDictionary<string, Term> Media = Table(
        ("group", Term.MediaGroup),
        ("content", Term.MediaContent),
        ("thumbnail", Term.Thumbnail),
        ("credit", Term.Credit),
        ("title", Term.WeakTitle),
        ("description", Term.WeakDescription),
        ("category", Term.Category),
        ("keywords", Term.Tags),
        ("copyright", Term.WeakRights)
    );

    private static readonly FrozenDictionary<string, Term> Itunes = Table(
        ("title", Term.WeakTitle),
        ("author", Term.Creator),
        ("owner", Term.Owner),
        ("name", Term.Name),
        ("email", Term.Email),
        ("summary", Term.WeakDescription),
        ("subtitle", Term.Teaser),
        ("image", Term.ImageHref),
        ("link", Term.Link),
        ("category", Term.Category),
        ("keywords", Term.Keywords)
    );

    // By the module's number; RSS and Atom borrow each other's words without saying so.
    private static readonly FrozenDictionary<string, Term>?[] Tables = All();

    public static Term Of(Module module, string name) =>
        Tables[(int)module] is not { } table ? Term.None
        : table.TryGetValue(name, out var term) ? term
        : module == Module.Rss ? Atom.GetValueOrDefault(name)
        : module == Module.Atom ? Rss.GetValueOrDefault(name)
        : Term.None;

    private static FrozenDictionary<string, Term>?[] All()
    {
        var all = new FrozenDictionary<string, Term>?[Enum.GetValues<Module>().Length];
        all[(int)Module.Rss] = Rss;
        all[(int)Module.Atom] = Atom;
        all[(int)Module.DublinCore] = DublinCore;
        all[(int)Module.Terms] = DublinCore;
        all[(int)Module.Media] = Media;
        all[(int)Module.Itunes] = Itunes;
        all[(int)Module.Rdf] = Table(("rdf", Term.Rdf));
        all[(int)Module.Content] = Table(("encoded", Term.Encoded));
        all[(int)Module.Xhtml] = Table(("body", Term.Body));
        all[(int)Module.Slash] = Table(("comments", Term.CommentsCount));
        all[(int)Module.CommentApi] = Table(
            ("comment", Term.CommentsPost),
            ("commentrss", Term.CommentsFeed),
            ("commentsrss", Term.CommentsFeed)
        );
        all[(int)Module.CreativeCommons] = Table(("license", Term.License));
        all[(int)Module.FeedBurner] = Table(("origlink", Term.OriginalLink));
        all[(int)Module.History] = Table(("archive", Term.Archive), ("complete", Term.Complete));
        all[(int)Module.Tombstones] = Table(
            ("deleted-entry", Term.Deleted),
            ("comment", Term.DeletedComment)
        );
        all[(int)Module.Admin] = Table(("generatoragent", Term.GeneratorAgent));
        return all;
    }

    private static FrozenDictionary<string, Term> Table(params (string Name, Term Term)[] terms) =>
        terms.ToFrozenDictionary(t => t.Name, t => t.Term, StringComparer.OrdinalIgnoreCase);
}
