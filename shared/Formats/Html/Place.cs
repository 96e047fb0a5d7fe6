using AngleSharp.Dom;

namespace Syndication.Formats.Html;

/// <summary>Where a node stands among its siblings.</summary>
internal readonly record struct Place(INodeList Siblings, int Index)
{
    private const int Reach = 3;

    /// <summary>The element right before or after, with nothing between but blanks.</summary>
    public IElement? Neighbour(string name) => Next(name, -1) ?? Next(name, 1);

    private IElement? Next(string name, int step)
    {
        for (var (i, n) = (Index + step, 0); i >= 0 && i < Siblings.Length && n < Reach; i += step, n++)
        {
            if (Siblings[i] is IElement element)
            {
                return element.LocalName == name ? element : null;
            }

            if (!string.IsNullOrWhiteSpace(Siblings[i].NodeValue))
            {
                return null;
            }
        }

        return null;
    }
}
