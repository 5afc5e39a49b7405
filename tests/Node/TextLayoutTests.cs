namespace P2PProver.Node.Tests;

public sealed class TextLayoutTests
{
    [Theory]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("one two three", 100, "one two three")]
    [InlineData("incomprehensibilities are long", 10, "incomprehensibilities|are long")]
    [InlineData("", 10, "")]
    public void Wrap_BreaksAtSpaces(string text, int width, string expected)
    {
        string.Join('|', TextLayout.Wrap(text, width)).ShouldBe(expected);
    }

    [Fact]
    public void Columns_AlignAndHangTheLast()
    {
        string[][] rows = [["a", "the first of these cells is long enough to be broken"], ["bbb", "short"], ["c", ""]];

        string.Join('|', TextLayout.Columns(rows, "  ", 40))
            .ShouldBe("  a    the first of these cells is long|       enough to be broken|  bbb  short|  c");
    }
}
