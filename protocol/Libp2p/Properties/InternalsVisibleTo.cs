using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("P2PProver.Libp2p.Tests")]
