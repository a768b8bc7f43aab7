namespace Assay.MarketData.PointInTime;

/// <summary>What kind of reason a snapshot is less than it should be for.</summary>
public enum ReserveKind
{
    /// <summary>Sources were asked for something and did not give it: true until it is there, or they say that there is nothing.</summary>
    Missing,

    /// <summary>Sources differ on closes and none decides: true until they are compared again and agree.</summary>
    Apart,

    /// <summary>A file's rows are less than they should be by their nature: true as long as such rows of that file hold.</summary>
    Imported,

    /// <summary>Whoever added rows said so: true for good.</summary>
    Stated,
}
