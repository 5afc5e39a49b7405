using System.Text.Json;
using System.Text.Json.Nodes;
using P2PProver.Crypto.Files;

namespace P2PProver.Contracts.Events;

/// <summary>A follower's position in a file, replaced whole with each step.</summary>
public static class FollowerPosition
{
    private const int FileBytesMax = 4 << 20;

    /// <summary>Reads a position.</summary>
    /// <param name="path">The file.</param>
    /// <param name="windowBlocks">How many blocks the window keeps.</param>
    /// <returns>
    /// The window; empty if there is no file, or one that is none of ours: then everything is read again, which costs time and no more.
    /// </returns>
    public static ChainWindow Load(string path, int windowBlocks)
    {
        try
        {
            if (File.Exists(path) && new FileInfo(path).Length <= FileBytesMax && Read(JsonNode.Parse(File.ReadAllBytes(path))) is { } blocks)
            {
                return new ChainWindow(windowBlocks, blocks);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException or InvalidOperationException or ArgumentException or FormatException)
        {
            return new ChainWindow(windowBlocks, []);
        }

        return new ChainWindow(windowBlocks, []);
    }

    /// <summary>Writes a position; a crash leaves the old one or the new one.</summary>
    /// <exception cref="IOException">It could not be written.</exception>
    public static void Save(string path, ChainWindow window)
    {
        ArgumentNullException.ThrowIfNull(window);
        JsonArray blocks = new([.. window.Blocks.Select(static b => new JsonObject { ["number"] = b.Number, ["hash"] = b.Hash.ToString() })]);
        byte[] content = JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["blocks"] = blocks });
        AtomicFile.Write(path, content, replace: true, static _ => true, static _ => { });
    }

    private static List<BlockRef>? Read(JsonNode? json)
    {
        List<BlockRef> blocks = [];
        foreach (JsonNode? block in json?["blocks"]?.AsArray() ?? [])
        {
            if (!Hash32.TryParse((string?)block?["hash"], out Hash32 hash) || (ulong?)block?["number"] is not { } number)
            {
                return null;
            }

            blocks.Add(new BlockRef(number, hash));
        }

        return blocks;
    }
}
