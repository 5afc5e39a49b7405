using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace P2PProver.Hashing;

/// <summary>
/// Keccak-f[1600], 24 rounds (FIPS 202), on one or more states at once, one state a lane. Lane (x, y) of the standard is register
/// x + 5 y. The round is unrolled: 25 registers stay in place with AVX-512.
/// </summary>
internal static unsafe class KeccakF1600<TLanes, TOps>
    where TLanes : unmanaged
    where TOps : struct, IKeccakLanes<TLanes>
{
    /// <summary>Registers of a state.</summary>
    public const int LaneCount = 25;

    private static ReadOnlySpan<ulong> RoundConstants =>
    [
        0x0000000000000001, 0x0000000000008082, 0x800000000000808A, 0x8000000080008000, 0x000000000000808B, 0x0000000080000001,
        0x8000000080008081, 0x8000000000008009, 0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
        0x000000008000808B, 0x800000000000008B, 0x8000000000008089, 0x8000000000008003, 0x8000000000008002, 0x8000000000000080,
        0x000000000000800A, 0x800000008000000A, 0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008,
    ];

    /// <summary>Permutes the states in place; state points to 25 registers.</summary>
    [SuppressMessage("Design", "MA0051:Method is too long", Justification = "A round in parts would pass 25 registers through memory.")]
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static void Permute(TLanes* state)
    {
        // SAFETY: the caller gives 25 registers.
        ReadOnlySpan<ulong> constants = RoundConstants;
        TLanes a00 = state[0], a10 = state[1], a20 = state[2], a30 = state[3], a40 = state[4];
        TLanes a01 = state[5], a11 = state[6], a21 = state[7], a31 = state[8], a41 = state[9];
        TLanes a02 = state[10], a12 = state[11], a22 = state[12], a32 = state[13], a42 = state[14];
        TLanes a03 = state[15], a13 = state[16], a23 = state[17], a33 = state[18], a43 = state[19];
        TLanes a04 = state[20], a14 = state[21], a24 = state[22], a34 = state[23], a44 = state[24];
        for (int round = 0; round < constants.Length; round++)
        {
            // Theta: every lane takes the parities of two neighbouring columns.
            TLanes c0 = TOps.Xor3(TOps.Xor3(a00, a01, a02), a03, a04);
            TLanes c1 = TOps.Xor3(TOps.Xor3(a10, a11, a12), a13, a14);
            TLanes c2 = TOps.Xor3(TOps.Xor3(a20, a21, a22), a23, a24);
            TLanes c3 = TOps.Xor3(TOps.Xor3(a30, a31, a32), a33, a34);
            TLanes c4 = TOps.Xor3(TOps.Xor3(a40, a41, a42), a43, a44);
            TLanes d0 = TOps.Xor(c4, TOps.RotateLeft(c1, 1));
            TLanes d1 = TOps.Xor(c0, TOps.RotateLeft(c2, 1));
            TLanes d2 = TOps.Xor(c1, TOps.RotateLeft(c3, 1));
            TLanes d3 = TOps.Xor(c2, TOps.RotateLeft(c4, 1));
            TLanes d4 = TOps.Xor(c3, TOps.RotateLeft(c0, 1));

            // Rho and pi: rotate each lane and move (x, y) to (y, 2x + 3y).
            TLanes b00 = TOps.Xor(a00, d0);
            TLanes b02 = TOps.RotateLeft(TOps.Xor(a10, d1), 1);
            TLanes b04 = TOps.RotateLeft(TOps.Xor(a20, d2), 62);
            TLanes b01 = TOps.RotateLeft(TOps.Xor(a30, d3), 28);
            TLanes b03 = TOps.RotateLeft(TOps.Xor(a40, d4), 27);
            TLanes b13 = TOps.RotateLeft(TOps.Xor(a01, d0), 36);
            TLanes b10 = TOps.RotateLeft(TOps.Xor(a11, d1), 44);
            TLanes b12 = TOps.RotateLeft(TOps.Xor(a21, d2), 6);
            TLanes b14 = TOps.RotateLeft(TOps.Xor(a31, d3), 55);
            TLanes b11 = TOps.RotateLeft(TOps.Xor(a41, d4), 20);
            TLanes b21 = TOps.RotateLeft(TOps.Xor(a02, d0), 3);
            TLanes b23 = TOps.RotateLeft(TOps.Xor(a12, d1), 10);
            TLanes b20 = TOps.RotateLeft(TOps.Xor(a22, d2), 43);
            TLanes b22 = TOps.RotateLeft(TOps.Xor(a32, d3), 25);
            TLanes b24 = TOps.RotateLeft(TOps.Xor(a42, d4), 39);
            TLanes b34 = TOps.RotateLeft(TOps.Xor(a03, d0), 41);
            TLanes b31 = TOps.RotateLeft(TOps.Xor(a13, d1), 45);
            TLanes b33 = TOps.RotateLeft(TOps.Xor(a23, d2), 15);
            TLanes b30 = TOps.RotateLeft(TOps.Xor(a33, d3), 21);
            TLanes b32 = TOps.RotateLeft(TOps.Xor(a43, d4), 8);
            TLanes b42 = TOps.RotateLeft(TOps.Xor(a04, d0), 18);
            TLanes b44 = TOps.RotateLeft(TOps.Xor(a14, d1), 2);
            TLanes b41 = TOps.RotateLeft(TOps.Xor(a24, d2), 61);
            TLanes b43 = TOps.RotateLeft(TOps.Xor(a34, d3), 56);
            TLanes b40 = TOps.RotateLeft(TOps.Xor(a44, d4), 14);

            // Chi along each row, and iota.
            a00 = TOps.Xor(TOps.Chi(b00, b10, b20), TOps.Broadcast(constants[round]));
            a10 = TOps.Chi(b10, b20, b30);
            a20 = TOps.Chi(b20, b30, b40);
            a30 = TOps.Chi(b30, b40, b00);
            a40 = TOps.Chi(b40, b00, b10);
            a01 = TOps.Chi(b01, b11, b21);
            a11 = TOps.Chi(b11, b21, b31);
            a21 = TOps.Chi(b21, b31, b41);
            a31 = TOps.Chi(b31, b41, b01);
            a41 = TOps.Chi(b41, b01, b11);
            a02 = TOps.Chi(b02, b12, b22);
            a12 = TOps.Chi(b12, b22, b32);
            a22 = TOps.Chi(b22, b32, b42);
            a32 = TOps.Chi(b32, b42, b02);
            a42 = TOps.Chi(b42, b02, b12);
            a03 = TOps.Chi(b03, b13, b23);
            a13 = TOps.Chi(b13, b23, b33);
            a23 = TOps.Chi(b23, b33, b43);
            a33 = TOps.Chi(b33, b43, b03);
            a43 = TOps.Chi(b43, b03, b13);
            a04 = TOps.Chi(b04, b14, b24);
            a14 = TOps.Chi(b14, b24, b34);
            a24 = TOps.Chi(b24, b34, b44);
            a34 = TOps.Chi(b34, b44, b04);
            a44 = TOps.Chi(b44, b04, b14);
        }

        state[0] = a00;
        state[1] = a10;
        state[2] = a20;
        state[3] = a30;
        state[4] = a40;
        state[5] = a01;
        state[6] = a11;
        state[7] = a21;
        state[8] = a31;
        state[9] = a41;
        state[10] = a02;
        state[11] = a12;
        state[12] = a22;
        state[13] = a32;
        state[14] = a42;
        state[15] = a03;
        state[16] = a13;
        state[17] = a23;
        state[18] = a33;
        state[19] = a43;
        state[20] = a04;
        state[21] = a14;
        state[22] = a24;
        state[23] = a34;
        state[24] = a44;
    }
}
