using Microsoft.Playwright;

namespace Gateway.EndToEndTests.Starting;

/// <summary>The page at <c>/graphql</c> in a browser.</summary>
[Collection(nameof(RunningSample))]
public sealed class GraphiQLTests(RunningSample sample)
{
    private const string Chromium = "/usr/bin/chromium";
    private const string Answer = ".graphiql-response .CodeMirror-code";

    private static readonly string[] Arguments =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    [Fact]
    public async Task answers_a_query_with_a_token_from_the_form_or_from_the_headers()
    {
        Assert.SkipUnless(File.Exists(Chromium), $"There is no {Chromium} (apt install chromium).");
        await sample.CallAsync("Hello");
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Arguments });

        await AssertAnswersAsync(await browser.NewPageAsync(), SignInAsync);
        await AssertAnswersAsync(await browser.NewPageAsync(), SetHeadersAsync);
    }

    private async Task AssertAnswersAsync(IPage page, Func<IPage, Task> giveToken)
    {
        var (requests, complaints) = (new List<string>(), new List<string>());
        page.Request += (_, request) => requests.Add(request.Url);
        page.PageError += (_, error) => complaints.Add(error);
        page.Console += (_, message) => complaints.AddRange(message.Type is "error" or "warning" ? [$"{message.Text} ({message.Location})"] : []);

        await page.GotoAsync(new Uri(sample.Http.BaseAddress!, "graphql").ToString());
        await giveToken(page);
        await ReplaceAsync(page, ".graphiql-query-editor .CodeMirror", "query Latest { calls(first: 1) { totalCount nodes { requestedModel } } }");
        await page.ClickAsync(".graphiql-execute-button");
        await Assertions.Expect(page.Locator(Answer)).ToContainTextAsync("\"requestedModel\": \"gpt-4o\"");
        await Assertions.Expect(page.Locator(Answer)).ToContainTextAsync("\"freshness\"");

        Assert.Contains(requests, url => url.EndsWith("/graphql", StringComparison.Ordinal));
        Assert.All(requests, url => Assert.StartsWith(sample.Http.BaseAddress!.ToString(), url, StringComparison.Ordinal));
        Assert.Empty(complaints);
    }

    private async Task SignInAsync(IPage page)
    {
        await page.FillAsync("#token", sample.Welcome.AdminToken);
        await page.ClickAsync("#sign-in button");
    }

    private async Task SetHeadersAsync(IPage page)
    {
        await page.ClickAsync("button[data-name=headers]");
        await ReplaceAsync(page, ".graphiql-editor-tool .graphiql-editor:not(.hidden) .CodeMirror", $$"""{"Authorization": "Bearer {{sample.Welcome.AdminToken}}"}""");
    }

    // As by pasting: typing would have the editor close brackets and quotes by itself.
    private static async Task ReplaceAsync(IPage page, string editor, string text)
    {
        await page.ClickAsync(editor);
        await page.Keyboard.PressAsync("ControlOrMeta+a");
        await page.Keyboard.InsertTextAsync(text);
    }
}
