namespace Gateway.Domain.Governance;

/// <summary>Gathers what a declaration leads to.</summary>
/// <param name="source">Who declares.</param>
/// <param name="actor">Who does it.</param>
/// <param name="newId">Ids of the streams that begin.</param>
internal sealed class ChangeSet(string source, string actor, Func<Guid> newId)
{
    private readonly List<StreamChange> _changes = [];
    private readonly List<Rejection> _refusals = [];

    public string Source => source;

    public string Actor => actor;

    public IReadOnlyList<StreamChange> Changes => _changes;

    public IReadOnlyList<Rejection> Refusals => _refusals;

    public void Begin(string? organization, params IReadOnlyList<ControlPlaneEvent> events) =>
        _changes.Add(new StreamChange(newId(), organization, IsNew: true, events));

    public void Append(Guid stream, string? organization, params IReadOnlyList<ControlPlaneEvent> events)
    {
        if (events.Count > 0)
            _changes.Add(new StreamChange(stream, organization, IsNew: false, events));
    }

    public void Refuse(string code, string message) => _refusals.Add(new Rejection(code, message));

    /// <summary>Refuses to touch what another source declared; true: it did.</summary>
    public bool IsForeign(string what, string declaredBy)
    {
        if (declaredBy == source)
            return false;
        Refuse("declared_elsewhere", $"{what} was declared by '{declaredBy}'. Remove it there, or give this one another name.");
        return true;
    }
}
