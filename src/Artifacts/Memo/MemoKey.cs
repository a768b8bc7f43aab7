using System.Text.Json;
using Assay.Artifacts.Json;
using Assay.Domain;

namespace Assay.Artifacts.Memo;

/// <summary>
/// What a pure activity's result depends on, and nothing else: no run id, clock or host. Parameters are any value; references to
/// artifacts in them count as inputs too.
/// </summary>
public sealed class MemoKey
{
    private MemoKey(string name, Digest codeVersion, JsonElement parameters)
    {
        Name = name;
        CodeVersion = codeVersion;
        Parameters = parameters;
        Inputs = [.. ArtifactReferences.In(parameters).Select(r => r.Digest).Distinct()];
        ParametersDigest = Digest.OfBytes(CanonicalJson.Serialize(parameters));
        Key = Digest.OfBytes(CanonicalJson.Serialize(new { Name, CodeVersion, Parameters, Inputs }));
    }

    /// <summary>Name of the activity.</summary>
    public string Name { get; }

    public Digest CodeVersion { get; }

    public JsonElement Parameters { get; }

    public Digest ParametersDigest { get; }

    /// <summary>Digests of the artifacts that the parameters refer to, in ascending order.</summary>
    public IReadOnlyList<Digest> Inputs { get; }

    /// <summary>Digest of all of it.</summary>
    public Digest Key { get; }

    /// <param name="name">Name of the activity.</param>
    /// <param name="codeVersion">From <see cref="Assay.Artifacts.CodeVersion"/>.</param>
    /// <param name="parameters">The activity's input record, references included; undefined numbers are null.</param>
    public static MemoKey Of<T>(string name, Digest codeVersion, T parameters)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new MemoKey(name, codeVersion, CanonicalJson.Parse(CanonicalJson.Serialize(parameters)));
    }
}
