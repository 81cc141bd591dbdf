namespace Gateway.GraphQL.Transport;

/// <summary>The HTTP request is not a GraphQL request; raised and caught within the transport.</summary>
internal sealed class BadRequestException(int status, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The HTTP status to answer with.</summary>
    public int Status { get; } = status;
}
