using System.Text.Json;

namespace Gateway.Simulator.Chat;

/// <summary>What the simulator heeds of a request for a chat completion; everything else in it is accepted and ignored.</summary>
internal sealed class ChatRequest
{
    public string Model { get; set; } = "";

    public bool Stream { get; set; }

    public bool IncludeUsage { get; set; }

    /// <summary>Chunks carry random padding unless the client declines it.</summary>
    public bool IncludeObfuscation { get; set; } = true;

    public long? MaxTokens { get; set; }

    public long Choices { get; set; } = 1;

    public int Messages { get; set; }

    /// <summary>Whether the last message is the result of a tool, so that text is due.</summary>
    public bool AnswersToolCall { get; set; }

    /// <summary>The functions among the tools, each with its <c>name</c>; they outlive the body.</summary>
    public IReadOnlyList<JsonElement> Functions { get; set; } = [];

    /// <summary><c>auto</c>, <c>none</c>, <c>required</c> or the name of the function to call.</summary>
    public string ToolChoice { get; set; } = "auto";

    public string ServiceTier { get; set; } = "default";

    public string? User { get; set; }

    public string? Marker { get; set; }

    /// <summary>See <see cref="PromptMeter"/>.</summary>
    public int PromptTokens { get; set; }

    /// <summary>Equal for equal conversations, whatever else the request says.</summary>
    public ulong Seed { get; set; }

    public bool WantsToolCall => Functions.Count > 0 && ToolChoice != "none" && !AnswersToolCall;
}
