using System.Text.Json;
using Gateway.Simulator.Chat;
using Gateway.Simulator.Text;
using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Answers;

/// <summary>An answer that calls functions. The name of each is one token, its arguments are cut like text.</summary>
internal sealed class ToolChoice : IChoice
{
    private static readonly Token Head = new([], 0);

    private readonly List<ToolCall> _calls;
    private readonly List<(int Call, Token Token)> _tokens;
    private int _position;

    private ToolChoice(List<ToolCall> calls, long? maxTokens)
    {
        _calls = calls;
        _tokens = [.. calls.SelectMany((call, index) => call.Arguments.Prepend(Head).Select(token => (index, token)))];
        FinishReason = "tool_calls";
        if (_tokens.Count > maxTokens)
        {
            _tokens.RemoveRange((int)maxTokens, _tokens.Count - (int)maxTokens);
            FinishReason = "length";
        }
    }

    public string FinishReason { get; }

    public int Remaining => _tokens.Count - _position;

    /// <summary>Calls the function that the request demands, else the first ones, each with arguments after its schema.</summary>
    public static ToolChoice Plan(ChatRequest request, AnswerScript script)
    {
        var demanded = request.Functions.Where(function => function.GetProperty("name").ValueEquals(request.ToolChoice)).ToList();
        var functions = demanded.Count > 0 ? demanded : request.Functions;
        var calls = Enumerable.Range(0, script.ToolCalls).Select(index => ToolCall.To(functions[index % functions.Count]));
        return new ToolChoice([.. calls], request.MaxTokens);
    }

    /// <summary>A delta holds one token: fragments of different calls never share one.</summary>
    public int WriteDelta(Utf8Buffer buffer, int tokens)
    {
        var (index, token) = _tokens[_position++];
        buffer.Append("\"tool_calls\":[{\"index\":"u8).Append(index);
        if (token == Head)
        {
            var call = _calls[index];
            buffer.Append(",\"id\":\""u8).AppendEscaped(call.Id).Append("\",\"type\":\"function\",\"function\":{\"name\":\""u8).AppendEscaped(call.Name);
            buffer.Append("\",\"arguments\":\"\"}}]"u8);
        }
        else
        {
            buffer.Append(",\"function\":{\"arguments\":\""u8).Append(token.Json).Append("\"}}]"u8);
        }

        return 1;
    }

    public void WriteMessage(Utf8Buffer buffer)
    {
        buffer.Append("\"content\": null,\n        \"tool_calls\": [\n"u8);
        foreach (var group in _tokens.GroupBy(token => token.Call))
        {
            var call = _calls[group.Key];
            buffer.Append(group.Key == 0 ? "          {\n            \"id\": \""u8 : ",\n          {\n            \"id\": \""u8).AppendEscaped(call.Id);
            buffer.Append("\",\n            \"type\": \"function\",\n            \"function\": {\n              \"name\": \""u8).AppendEscaped(call.Name);
            buffer.Append("\",\n              \"arguments\": \""u8);
            foreach (var (_, token) in group)
            {
                buffer.Append(token.Json);
            }

            buffer.Append("\"\n            }\n          }"u8);
        }

        buffer.Append("\n        ],\n        \"refusal\": null,\n        \"annotations\": []"u8);
    }

    /// <summary>One call of a function.</summary>
    private sealed record ToolCall(string Id, string Name, Token[] Arguments)
    {
        public static ToolCall To(JsonElement function)
        {
            var arguments = function.TryGetProperty("parameters", out var schema) ? ToolArguments.Example(schema) : "{}";
            return new ToolCall(OpaqueId.ToolCall(), function.GetProperty("name").GetString()!, Tokenizer.Cut(arguments));
        }
    }
}
