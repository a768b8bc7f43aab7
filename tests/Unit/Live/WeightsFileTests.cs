using System.Text;
using Assay.Live.Targets;

namespace Assay.Tests.Unit.Live;

public sealed class WeightsFileTests
{
    [Fact]
    public void Write_NamesAndCash_HasExactColumns() =>
        Encoding.UTF8.GetString(WeightsFile.Write(
            [
                new TargetLine("A", 0.9, "Energy", 0.25),
                new TargetLine("B", 0, "Oil, \"Gas\"", null),
                new TargetLine("CASH", 0.1, null, null),
            ]))
            .ShouldBe("symbol,weight,sector,score\nA,0.90000000,Energy,0.25\nB,0.00000000,\"Oil, \"\"Gas\"\"\",\nCASH,0.10000000,,\n");
}
