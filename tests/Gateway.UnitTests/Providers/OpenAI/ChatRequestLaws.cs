using System.Text;
using System.Text.Json;
using CsCheck;
using Gateway.Ingress.Providers.OpenAI;

namespace Gateway.UnitTests.Providers.OpenAI;

/// <summary>What holds for any request body.</summary>
public sealed class ChatRequestLaws
{
    private const string Sample = """
        {"model":"gpt-4o", "messages":[{"role":"user","content":"H\u00e9llo \"}{ 😀"}], "stream":true,"user":"ann","n":-1.5e3,
         "stream_options":{"include_obfuscation":false,"include_usage":null}, "tools":[[],{},{"a":{"b":[null]}}]}
        """;

    private static readonly Gen<string> Space = OneOf("", "", " ", "\t\r\n  ");

    private static readonly Gen<string> Model = Member(
        OneOf("\"model\"", "\"\\u006dodel\"", "\"mode\\u006C\""), OneOf("\"m\"", "\"\\u006d\"", "\"gpt-4o\"", "\"模型\\n\"", "\"a\\\"b\""));

    private static readonly Gen<string> Stream = Member(OneOf("\"stream\"", "\"\\u0073tream\""), OneOf("true", "true", "false", "null"));

    private static readonly Gen<string> Option = Member(
        OneOf("\"include_usage\"", "\"include\\u005Fusage\"", "\"include_obfuscation\"", "\"\""), OneOf("true", "false", "null"));

    private static readonly Gen<string> StreamOptions = Member(
        OneOf("\"stream_options\"", "\"stream\\u005foptions\""), Gen.OneOf(OneOf("null"), Object(Option.Array[0, 4])));

    private static readonly Gen<string> Other = Member(
        OneOf("\"messages\"", "\"models\"", "\"stream \"", "\"\"", "\"\\\\\"", "\"é\\ud83d\\ude00\""),
        OneOf("[]", "-1.50e+9", "[{\"model\":\"no\",\"stream\":true},[\"}\"]]", "{\"stream_options\":{\"include_usage\":true}}", "\"\\\"model\\\":1\"", "\"é😀\""));

    private static readonly Gen<string> AnyBody = Gen.Select(
        Object(Gen.Select(
            Gen.OneOf(Stream, Stream, StreamOptions, StreamOptions, Other).Array[0, 8], Model, Gen.Int[0, 8],
            (members, model, at) => (string[])[.. members[..(at % (members.Length + 1))], model, .. members[(at % (members.Length + 1))..]])),
        Space, (body, space) => space + body + space);

    [Fact]
    public void only_the_usage_and_the_model_change() => Gen.Select(AnyBody, OneOf("m", "gpt-4o", "\"é\u2028"))
        .Sample((body, target) =>
        {
            var bytes = Encoding.UTF8.GetBytes(body);
            var request = ChatRequestReader.Read(bytes, out _)!;
            var upstream = Spliced.Body(bytes, request.UsageInjection, request.RenameTo(target));

            var expected = Document(bytes);
            expected["model"] = Text(target);
            if (expected.GetValueOrDefault("stream") as string == "true")
            {
                if (expected.GetValueOrDefault("stream_options") is not SortedDictionary<string, object> options)
                    expected["stream_options"] = options = new SortedDictionary<string, object>(StringComparer.Ordinal);
                options["include_usage"] = "true";
            }

            Assert.Equal(JsonSerializer.Serialize(expected), JsonSerializer.Serialize(Document(upstream)));
        });

    [Fact]
    public void every_splice_touches_one_token_and_no_other_byte() => Gen.Select(AnyBody, OneOf("m", "gpt-4o")).Sample((body, target) =>
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var request = ChatRequestReader.Read(bytes, out _)!;

        if (request.UsageInjection is { } injection)
            Assert.Contains(Encoding.UTF8.GetString(bytes, injection.Offset, injection.Length), (string[])["", "null", "false"]);
        if (request.RenameTo(target) is { } rename)
            Assert.Equal(request.Model, JsonSerializer.Deserialize<string>(bytes.AsSpan(rename.Offset, rename.Length)));
    });

    [Fact]
    public void a_body_that_is_cut_anywhere_is_refused()
    {
        var body = Encoding.UTF8.GetBytes(Sample.TrimEnd());
        Assert.NotNull(ChatRequestReader.Read(body, out _));

        for (var length = 0; length < body.Length; length++)
        {
            Assert.Null(ChatRequestReader.Read(body.AsSpan(0, length), out var rejection));
            Assert.NotNull(rejection);
        }
    }

    [Fact]
    public void a_body_with_any_bytes_changed_is_refused_or_is_still_json_after_the_splices() => Mutation.Of(Sample).Sample(body =>
    {
        var request = ChatRequestReader.Read(body, out var rejection);

        Assert.Equal(request is null, rejection is not null);
        if (request is not null)
            using (JsonDocument.Parse(Spliced.Body(body, request.UsageInjection, request.RenameTo("other"))))
                Assert.NotEmpty(request.Model);
    });

    private static Gen<string> OneOf(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<string> Member(Gen<string> name, Gen<string> value) =>
        Gen.Select(Space, name, Space, Space, value, Space, (a, name, b, c, value, d) => $"{a}{name}{b}:{c}{value}{d}");

    private static Gen<string> Object(Gen<string[]> members) =>
        Gen.Select(members, Space, (members, space) => $"{{{(members.Length == 0 ? space : string.Join(',', members))}}}");

    private static SortedDictionary<string, object> Document(byte[] json)
    {
        using var document = JsonDocument.Parse(json);
        return (SortedDictionary<string, object>)Value(document.RootElement);
    }

    // As JSON.parse has it: of a repeated member the last one.
    private static object Value(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            return element.ValueKind == JsonValueKind.String ? Text(element.GetString()!) : element.GetRawText();

        var members = new SortedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
            members[member.Name] = Value(member.Value);
        return members;
    }

    private static string Text(string value) => "text " + value;
}
