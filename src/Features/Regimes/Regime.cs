namespace Assay.Features.Regimes;

/// <summary>The state of the market that scales exposure; the numbers are part of the file format.</summary>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1028:Enum Storage should be Int32", Justification = "One byte per session.")]
public enum Regime : byte
{
    RiskOff = 0,
    Normal = 1,
    RiskOn = 2,
}
