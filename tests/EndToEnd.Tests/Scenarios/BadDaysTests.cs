using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Syndication.EndToEnd.Tests.Deployments;
using Syndication.EndToEnd.Tests.Newsroom;
using Syndication.Testing.Deployments;

namespace Syndication.EndToEnd.Tests.Scenarios;

/// <summary>Wrong calls get an answer that helps, and nothing of the house's insides.</summary>
public abstract class BadDaysTests(Deployment house)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Broken_JSON_is_400_and_names_the_line()
    {
        using var body = new StringContent(
            "{\n  \"title\": \"শিরোনাম\",\n  \"guid\": oops\n}",
            Encoding.UTF8,
            "application/json"
        );
        using var answer = await house.Editor.PostAsync("/api/articles", body, Ct);

        var problem = await ProblemAsync(answer, HttpStatusCode.BadRequest);
        Assert.Contains("line 3", problem.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_missing_title_is_422_and_named()
    {
        using var answer = await house.Editor.SendAsync(new Draft { Title = null }, Ct);

        var problem = await ProblemAsync(answer, HttpStatusCode.UnprocessableEntity);
        Assert.NotEqual(0, problem.GetProperty("errors").GetProperty("title").GetArrayLength());
    }

    [Fact]
    public async Task No_key_is_401_and_a_key_without_the_scope_403()
    {
        using var nobody = await house.Reader.SendAsync(new Draft(), Ct);
        using var somebody = await house.AlertEditor.SendAsync(new Draft(), Ct);

        await ProblemAsync(nobody, HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", Assert.Single(nobody.Headers.WwwAuthenticate).Scheme);
        await ProblemAsync(somebody, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_body_over_4_MiB_is_413()
    {
        var draft = new Draft { Content = new string('ক', (4 << 20) / 3 + 1) };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/articles");
        request.Content = JsonContent.Create(draft, options: Wire.Json);
        // Asks before it sends: an answer that comes while the body is still on its way could be lost with it.
        request.Headers.ExpectContinue = true;
        using var answer = await house.Editor.SendAsync(request, Ct);

        await ProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task An_unknown_article_is_404()
    {
        using var read = await house.Editor.GetAsync($"/api/articles/{Guid.NewGuid()}", Ct);
        using var retraction = await house.Editor.DeleteAsync($"/api/articles/{Guid.NewGuid()}", Ct);

        await ProblemAsync(read, HttpStatusCode.NotFound);
        await ProblemAsync(retraction, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_edit_of_a_revision_that_was_overtaken_is_412_and_changes_nothing()
    {
        var draft = new Draft();
        var first = await house.Editor.PostAsync(draft, Ct);
        var second = await house.Editor.PostAsync(draft with { Title = "দ্বিতীয় সংস্করণ" }, Ct);

        using var request = new HttpRequestMessage(HttpMethod.Put, $"/api/articles/{first.Id}");
        request.Content = JsonContent.Create(draft with { Title = "হারানো সংস্করণ" }, options: Wire.Json);
        request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{first.Revision}\""));
        using var answer = await house.Editor.SendAsync(request, Ct);

        await ProblemAsync(answer, HttpStatusCode.PreconditionFailed);
        using var read = await house.Editor.GetAsync($"/api/articles/{first.Id}", Ct);
        var now = await read.StoredAsync(Ct);
        Assert.Equal((second.Revision, "দ্বিতীয় সংস্করণ"), (now.Revision, now.Title));
    }

    private static async Task<JsonElement> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var body = await answer.Content.ReadAsStringAsync(Ct);
        Assert.True(
            answer.StatusCode == status,
            $"{(int)answer.StatusCode} in place of {(int)status}: {body}"
        );
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("   at ", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", body, StringComparison.Ordinal);
        var problem = JsonDocument.Parse(body).RootElement;
        Assert.Equal((int)status, problem.GetProperty("status").GetInt32());
        Assert.NotEqual("", problem.GetProperty("title").GetString());
        return problem;
    }

    [Collection(Collections.Embedded)]
    public sealed class Embedded(EmbeddedHouse house) : BadDaysTests(house);

    [Collection(Collections.Real)]
    public sealed class Real(RealHouse house) : BadDaysTests(house);
}
