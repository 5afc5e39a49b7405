using System.Globalization;
using System.Text;

namespace P2PProver.Contracts.Client.Tests.Support;

/// <summary>Reads the requests of our own client: POST with a length.</summary>
internal static class HttpRequestReader
{
    private const string LengthHeader = "content-length:";
    private const string End = "\r\n\r\n";

    /// <summary>The body of the next request; null at the end of the connection.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, CancellationToken stop)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith(End, StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, stop) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }

        string line = head.ToString().Split("\r\n").Single(l => l.StartsWith(LengthHeader, StringComparison.OrdinalIgnoreCase));
        byte[] body = new byte[int.Parse(line[LengthHeader.Length..], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, stop);
        return body;
    }
}
