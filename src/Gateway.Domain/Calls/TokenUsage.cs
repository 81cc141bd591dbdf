using System.Text.Json.Serialization;

namespace Gateway.Domain.Calls;

/// <summary>Where a usage figure comes from.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<UsageState>))]
public enum UsageState
{
    /// <summary>Nothing is known.</summary>
    [JsonStringEnumMemberName("absent")]
    Absent,

    /// <summary>The provider reported it. A reported zero is a figure.</summary>
    [JsonStringEnumMemberName("reported")]
    Reported,

    /// <summary>The gateway worked it out from what passed through.</summary>
    [JsonStringEnumMemberName("estimated")]
    Estimated,
}

/// <summary>
/// Tokens by the types that are priced apart. Normalised over providers: <see cref="Input"/> never includes what was read from or
/// written to a provider's cache, <see cref="Output"/> always includes <see cref="Reasoning"/>, and audio is counted in
/// <see cref="AudioIn"/> and <see cref="AudioOut"/> only.
/// </summary>
public sealed record TokenUsage
{
    /// <summary>Input tokens that were neither read from a cache, nor written to one, nor audio.</summary>
    public long Input { get; init; }

    /// <summary>Input tokens read from the provider's prompt cache.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long CacheRead { get; init; }

    /// <summary>Input tokens written to a cache that lives five minutes (or as long as the provider decides).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long CacheWrite5m { get; init; }

    /// <summary>Input tokens written to a cache that lives one hour.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long CacheWrite1h { get; init; }

    /// <summary>Output tokens, reasoning included, audio not.</summary>
    public long Output { get; init; }

    /// <summary>The part of <see cref="Output"/> that was reasoning.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long Reasoning { get; init; }

    /// <summary>Audio tokens of the input.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long AudioIn { get; init; }

    /// <summary>Audio tokens of the output.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long AudioOut { get; init; }

    /// <summary>All input, cached and audio included.</summary>
    [JsonIgnore]
    public long TotalInput => Input + CacheRead + CacheWrite5m + CacheWrite1h + AudioIn;

    /// <summary>All output, audio included.</summary>
    [JsonIgnore]
    public long TotalOutput => Output + AudioOut;
}
