using Microsoft.AspNetCore.Http.HttpResults;

namespace Syndication.Notifier.Subscriptions;

/// <summary>What is wrong with a body, field by field.</summary>
internal sealed class FieldFaults
{
    private readonly Dictionary<string, string[]> _all = new(StringComparer.Ordinal);

    public bool Any => _all.Count > 0;

    public IReadOnlyCollection<string> Fields => _all.Keys;

    public void Add(string field, string fault) => _all.TryAdd(field, [fault]);

    /// <summary>422, every field named.</summary>
    public ProblemHttpResult Problem() =>
        TypedResults.Problem(
            new HttpValidationProblemDetails(_all)
            {
                Title = "The subscription cannot be as it is.",
                Status = StatusCodes.Status422UnprocessableEntity,
            }
        );
}
