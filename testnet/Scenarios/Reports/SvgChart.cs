using System.Globalization;
using System.Net;
using System.Text;

namespace P2PProver.Testnet.Scenarios.Reports;

/// <summary>Draws a chart as SVG for an HTML page: colours come from the page's style sheet, nothing is fetched.</summary>
public static class SvgChart
{
    private const double Width = 720;
    private const double Height = 380;
    private const double Left = 64;
    private const double Right = 16;
    private const double Top = 16;
    private const double Bottom = 56;
    private const double LegendRow = 20;
    private const int Colors = 6;

    /// <summary>The chart as one svg element.</summary>
    public static string Render(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        double top = Top + (LegendRow * chart.Lines.Count);
        IEnumerable<ChartPoint> points = chart.Lines.SelectMany(l => l.Points);
        Axis x = new(points.Select(p => p.X), Left + 12, Width - Right - 12, isLogarithmic: false, fromZero: false);
        Axis y = new(points.SelectMany(p => new[] { p.Y, p.Low, p.High }), Height - Bottom, top + 8, chart.IsLogarithmic, fromZero: true);
        StringBuilder svg = new();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{Text(chart.Title)}\">\n");
        DrawAxes(svg, chart, x, y, top);
        for (int i = 0; i < chart.Lines.Count; i++)
        {
            DrawLine(svg, chart.Lines[i], i % Colors, x, y);
            DrawLegend(svg, chart.Lines[i], i % Colors, Top + (LegendRow * i));
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static void DrawAxes(StringBuilder svg, Chart chart, Axis x, Axis y, double top)
    {
        foreach ((double value, string label) in y.Ticks)
        {
            double place = y.Place(value)!.Value;
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{place:0.#}\" y2=\"{place:0.#}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 8}\" y=\"{place + 4:0.#}\" text-anchor=\"end\">{label}</text>\n");
        }

        foreach ((double value, string label) in chart.XTicks ?? x.Ticks)
        {
            double place = x.Place(value)!.Value;
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"tick\" x1=\"{place:0.#}\" x2=\"{place:0.#}\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom + 5}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{place:0.#}\" y=\"{Height - Bottom + 20}\" text-anchor=\"middle\">{Text(label)}</text>\n");
        }

        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Left}\" y1=\"{top}\" y2=\"{Height - Bottom}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{Height - Bottom}\" y2=\"{Height - Bottom}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{(Left + Width - Right) / 2}\" y=\"{Height - 12}\" text-anchor=\"middle\">{Text(chart.XLabel)}</text>\n");
    }

    private static void DrawLine(StringBuilder svg, ChartLine line, int color, Axis x, Axis y)
    {
        ChartPoint[] shown = [.. line.Points.Where(p => y.Place(p.Y) is not null)];
        string path = string.Join(' ', shown.Select(p => string.Create(CultureInfo.InvariantCulture, $"{x.Place(p.X):0.#},{y.Place(p.Y):0.#}")));
        svg.Append(CultureInfo.InvariantCulture, $"<polyline class=\"c{color}{(line.IsTheory ? " theory" : string.Empty)}\" points=\"{path}\"/>\n");
        if (line.IsTheory)
        {
            return;
        }

        foreach (ChartPoint point in shown)
        {
            double low = y.Place(point.Low) ?? y.Place(point.Y)!.Value;
            double high = y.Place(point.High) ?? y.Place(point.Y)!.Value;
            double at = x.Place(point.X)!.Value;
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"c{color}\" x1=\"{at:0.#}\" x2=\"{at:0.#}\" y1=\"{low:0.#}\" y2=\"{high:0.#}\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"c{color}\" cx=\"{at:0.#}\" cy=\"{y.Place(point.Y):0.#}\" r=\"3.5\"><title>{Text(line.Name)}: {Axis.Label(point.Y)} ({Axis.Label(point.Low)} to {Axis.Label(point.High)})</title></circle>\n");
        }
    }

    private static void DrawLegend(StringBuilder svg, ChartLine line, int color, double y)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"c{color}{(line.IsTheory ? " theory" : string.Empty)}\" x1=\"{Left}\" x2=\"{Left + 28}\" y1=\"{y}\" y2=\"{y}\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + 36}\" y=\"{y + 4}\">{Text(line.Name)}</text>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
