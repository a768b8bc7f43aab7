namespace Assay.Tests.Unit.MarketSources;

/// <summary>The week of 2024-01-08 of one symbol, in the form that each vendor documents. Bodies are made up; their form is the vendors'.</summary>
internal static class VendorBodies
{
    public static readonly double[] Closes = [185.56, 185.14, 186.19, 185.59];

    public const string Stooq = "Date,Open,High,Low,Close,Volume\r\n2024-01-08,182.09,185.6,181.5,185.56,59144500\r\n2024-01-09,183.92,185.15,182.73,185.14,42841800\r\n2024-01-10,184.35,186.4,183.92,186.19,46792900\r\n2024-01-11,186.54,187.05,183.62,185.59,49128400\r\n";

    public const string Tiingo = """
        [{"date":"2024-01-08T00:00:00.000Z","close":185.56,"high":185.6,"low":181.5,"open":182.09,"volume":59144500,"adjClose":184.1,"adjHigh":184.2,"adjLow":180.1,"adjOpen":180.7,"adjVolume":59144500,"divCash":0.0,"splitFactor":1.0},
         {"date":"2024-01-09T00:00:00.000Z","close":185.14,"high":185.15,"low":182.73,"open":183.92,"volume":42841800,"adjClose":183.7,"adjHigh":183.8,"adjLow":181.3,"adjOpen":182.5,"adjVolume":42841800,"divCash":0.24,"splitFactor":1.0},
         {"date":"2024-01-10T00:00:00.000Z","close":186.19,"high":186.4,"low":183.92,"open":184.35,"volume":46792900,"adjClose":184.8,"adjHigh":184.9,"adjLow":182.5,"adjOpen":182.9,"adjVolume":46792900,"divCash":0.0,"splitFactor":4.0},
         {"date":"2024-01-11T00:00:00.000Z","close":185.59,"high":187.05,"low":183.62,"open":186.54,"volume":49128400,"adjClose":184.2,"adjHigh":185.6,"adjLow":182.2,"adjOpen":185.1,"adjVolume":49128400,"divCash":0.0,"splitFactor":1.0}]
        """;

    /// <summary>A split of 4 for 1 on 2024-01-10, hence the two days before at a quarter of what was traded; the day of the fetch is under way.</summary>
    public const string Yahoo = """
        {"chart":{"result":[{"meta":{"currency":"USD","symbol":"AAPL","exchangeName":"NMS","instrumentType":"EQUITY","gmtoffset":-18000,"timezone":"EST","exchangeTimezoneName":"America/New_York","dataGranularity":"1d","range":""},
        "timestamp":[1704724200,1704810600,1704897000,1704983400,1705069800],
        "events":{"dividends":{"1704810600":{"amount":0.06,"date":1704810600}},"splits":{"1704897000":{"date":1704897000,"numerator":4.0,"denominator":1.0,"splitRatio":"4:1"}}},
        "indicators":{"quote":[{"open":[45.522499084472656,45.97999954223633,184.35000610351562,186.5399932861328,186.0],"high":[46.400001525878906,46.287498474121094,186.39999389648438,187.0500030517578,186.5],
        "low":[45.375,45.682498931884766,183.9199981689453,183.6199951171875,185.9],"close":[46.38999938964844,46.28499984741211,186.19000244140625,185.58999633789062,186.2],"volume":[236578000,171367200,46792900,49128400,100]}]}}],"error":null}}
        """;

    public const string AlphaVantage = """
        {"Meta Data":{"1. Information":"Daily Prices (open, high, low, close) and Volumes","2. Symbol":"AAPL","3. Last Refreshed":"2024-01-11","4. Output Size":"Compact","5. Time Zone":"US/Eastern"},
        "Time Series (Daily)":{"2024-01-11":{"1. open":"186.5400","2. high":"187.0500","3. low":"183.6200","4. close":"185.5900","5. volume":"49128400"},
        "2024-01-10":{"1. open":"184.3500","2. high":"186.4000","3. low":"183.9200","4. close":"186.1900","5. volume":"46792900"},
        "2024-01-09":{"1. open":"183.9200","2. high":"185.1500","3. low":"182.7300","4. close":"185.1400","5. volume":"42841800"},
        "2024-01-08":{"1. open":"182.0900","2. high":"185.6000","3. low":"181.5000","4. close":"185.5600","5. volume":"59144500"}}}
        """;

    /// <summary>The first of two pages; <c>{next}</c> is the address of the second.</summary>
    public const string PolygonFirst = """
        {"ticker":"AAPL","queryCount":2,"resultsCount":2,"adjusted":false,"results":[
        {"v":5.91445e+07,"vw":184.4,"o":182.09,"c":185.56,"h":185.6,"l":181.5,"t":1704690000000,"n":656956},
        {"v":4.28418e+07,"vw":184.4,"o":183.92,"c":185.14,"h":185.15,"l":182.73,"t":1704776400000,"n":538180}],
        "status":"OK","request_id":"a","count":2,"next_url":"{next}"}
        """;

    public const string PolygonSecond = """
        {"ticker":"AAPL","queryCount":2,"resultsCount":2,"adjusted":false,"results":[
        {"v":4.67929e+07,"vw":185.3,"o":184.35,"c":186.19,"h":186.4,"l":183.92,"t":1704862800000,"n":554777},
        {"v":4.91284e+07,"vw":185.2,"o":186.54,"c":185.59,"h":187.05,"l":183.62,"t":1704949200000,"n":584087}],
        "status":"OK","request_id":"b","count":2}
        """;
}
