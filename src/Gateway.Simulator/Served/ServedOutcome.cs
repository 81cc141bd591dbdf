namespace Gateway.Simulator.Served;

/// <summary>How a request ended, seen from the provider.</summary>
public enum ServedOutcome
{
    /// <summary>Still being answered.</summary>
    Open,

    /// <summary>The whole answer was sent, however odd its form.</summary>
    Completed,

    /// <summary>Refused: no key, malformed, unknown model.</summary>
    Refused,

    /// <summary>Answered with an ordered error: a status, an error event, an empty or foreign body.</summary>
    Faulted,

    /// <summary>The simulator cut the connection.</summary>
    Cut,

    /// <summary>Stalled by order, and the client has not left yet.</summary>
    Stalled,

    /// <summary>The client closed the connection first.</summary>
    ClientLeft,
}
