namespace Gateway.Simulator.Wire;

/// <summary>An error in OpenAI's format: <c>{"error":{"message","type","param","code"}}</c>.</summary>
internal sealed record ProviderError(int Status, string Type, string Message, string? Parameter = null, string? Code = null)
{
    public const string ContentType = "application/json; charset=utf-8";

    private const string InvalidRequest = "invalid_request_error";

    public static ProviderError MalformedJson { get; } = new(StatusCodes.Status400BadRequest, InvalidRequest,
        "We could not parse the JSON body of your request. (HINT: This likely means you aren't using your HTTP library correctly. "
        + "The OpenAI API expects a JSON payload, but what was sent was not valid JSON.)");

    public static ProviderError MissingKey { get; } = new(StatusCodes.Status401Unauthorized, InvalidRequest,
        "You didn't provide an API key. You need to provide your API key in an Authorization header using Bearer auth "
        + "(i.e. Authorization: Bearer YOUR_KEY).");

    public static ProviderError WrongKey { get; } =
        new(StatusCodes.Status401Unauthorized, InvalidRequest, "Incorrect API key provided.", Code: "invalid_api_key");

    public static ProviderError Invalid(string message, string? parameter = null, string? code = null) =>
        new(StatusCodes.Status400BadRequest, InvalidRequest, message, parameter, code);

    public static ProviderError UnknownModel(string model) =>
        new(StatusCodes.Status404NotFound, InvalidRequest, $"The model `{model}` does not exist or you do not have access to it.", Code: "model_not_found");

    public static ProviderError UnknownUrl(HttpRequest request) =>
        new(StatusCodes.Status404NotFound, InvalidRequest, $"Invalid URL ({request.Method} {request.Path})", Code: "unknown_url");

    /// <summary>The error as one line, as it stands in an event of a stream.</summary>
    public void WriteCompact(Utf8Buffer buffer)
    {
        buffer.Append("{\"error\":{\"message\":\""u8).AppendEscaped(Message).Append("\",\"type\":\""u8).AppendEscaped(Type).Append("\",\"param\":"u8);
        WriteOptional(buffer, Parameter);
        buffer.Append(",\"code\":"u8);
        WriteOptional(buffer, Code);
        buffer.Append("}}"u8);
    }

    /// <summary>The error as a whole body, indented as the provider does.</summary>
    public byte[] ToBody()
    {
        using var buffer = new Utf8Buffer(1024);
        buffer.Append("{\n    \"error\": {\n        \"message\": \""u8).AppendEscaped(Message).Append("\",\n        \"type\": \""u8).AppendEscaped(Type);
        buffer.Append("\",\n        \"param\": "u8);
        WriteOptional(buffer, Parameter);
        buffer.Append(",\n        \"code\": "u8);
        WriteOptional(buffer, Code);
        buffer.Append("\n    }\n}"u8);
        return buffer.Span.ToArray();
    }

    /// <summary>Answers with the error.</summary>
    public Task WriteAsync(HttpResponse response, long started) => response.Body.WriteAsync(WriteHead(response, started)).AsTask();

    /// <summary>Writes the head of the answer.</summary>
    /// <returns>The body that belongs to it.</returns>
    public byte[] WriteHead(HttpResponse response, long started)
    {
        ProviderHeaders.Write(response, started);
        var body = ToBody();
        response.StatusCode = Status;
        response.ContentType = ContentType;
        response.ContentLength = body.Length;
        return body;
    }

    private static void WriteOptional(Utf8Buffer buffer, string? value)
    {
        if (value is null)
        {
            buffer.Append("null"u8);
        }
        else
        {
            buffer.Append("\""u8).AppendEscaped(value).Append("\""u8);
        }
    }
}
