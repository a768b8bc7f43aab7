using Assay.Domain;

namespace Assay.MarketData.Accounts;

/// <summary>
/// The open lots of one share. What opens first is closed first; a fill larger than all that is open turns the position over, and opens a lot on the other side with its rest.
/// Money is exact: nothing of it is lost where a quantity has to be divided.
/// </summary>
internal sealed class LotBook
{
    /// <summary>A ratio such as 1/3 has fifteen digits at a source; a millionth of a share is no share.</summary>
    private const decimal Dust = 0.000001m;

    private readonly List<OpenLot> lots = [];

    public IReadOnlyList<OpenLot> Lots => lots;

    public decimal Quantity => lots.Sum(lot => lot.Quantity);

    public decimal Cost => lots.Sum(lot => lot.Cost);

    /// <summary>Gains less losses of what was closed, before commissions.</summary>
    public decimal Realised { get; private set; }

    public decimal Fees { get; private set; }

    /// <summary>Money that fills brought in, less what they took, before commissions.</summary>
    public decimal CashFlow { get; private set; }

    public int Trades { get; private set; }

    public TradingDate LastTrade { get; private set; }

    public void Add(Fill fill)
    {
        Fees += fill.Commission;
        CashFlow -= fill.Quantity * fill.Price;
        LastTrade = fill.Day;
        Trades++;
        var left = fill.Quantity;
        while (left != 0 && lots.Count > 0 && Math.Sign(lots[0].Quantity) != Math.Sign(left))
        {
            left += CloseFirst(-left, fill.Price);
        }

        if (Math.Abs(left) < Dust)
        {
            Realised -= left * fill.Price;
            return;
        }

        lots.Add(new OpenLot(left, left * fill.Price, fill.Day, fill.Id));
    }

    /// <summary>Brings what is open to new terms: quantities times the ratio, costs as they are.</summary>
    /// <param name="ratio">Shares after for one before.</param>
    public void Split(decimal ratio)
    {
        for (var index = 0; index < lots.Count; index++)
        {
            var quantity = lots[index].Quantity * ratio;
            var whole = Math.Round(quantity);
            lots[index] = lots[index] with { Quantity = whole != 0 && Math.Abs(quantity - whole) < Dust ? whole : quantity };
        }
    }

    /// <summary>Closes of the oldest lot as much as is wanted, and gives how much that was, with the sign of the lot.</summary>
    private decimal CloseFirst(decimal wanted, decimal price)
    {
        var lot = lots[0];
        if (Math.Abs(wanted) > Math.Abs(lot.Quantity) - Dust)
        {
            var closed = Math.Abs(wanted) < Math.Abs(lot.Quantity) ? wanted : lot.Quantity;
            Realised += (closed * price) - lot.Cost;
            lots.RemoveAt(0);
            return closed;
        }

        var cost = lot.Cost * wanted / lot.Quantity;
        Realised += (wanted * price) - cost;
        lots[0] = lot with { Quantity = lot.Quantity - wanted, Cost = lot.Cost - cost };
        return wanted;
    }
}
