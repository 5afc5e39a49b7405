using System.Runtime.CompilerServices;
using P2PProver.Fields;

namespace P2PProver.Hashing;

/// <content>
/// Internal rounds: s0 = (s0 + rc)^3, then s_i = sum(s) + V_i s_i with
/// V = [-2, 1, 2, 1/2, 3, 4, -1/2, -3, -4, 2^-8, 1/8, 2^-24, -2^-8, -1/8, -1/16, -2^-24].
/// </content>
public readonly partial struct Poseidon2W16
{
    /// <summary>All twenty internal rounds on one batch, the state in sixteen locals.</summary>
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Internal<T>(T* state, uint* constants)
        where T : unmanaged, IPacked<T>
    {
        // SAFETY: state has sixteen registers, constants twenty words.
        T s0 = state[0], s1 = state[1], s2 = state[2], s3 = state[3], s4 = state[4], s5 = state[5], s6 = state[6], s7 = state[7];
        T s8 = state[8], s9 = state[9], s10 = state[10], s11 = state[11], s12 = state[12], s13 = state[13], s14 = state[14], s15 = state[15];
        for (nint round = 0; round < InternalRounds; round++)
        {
            // The sum without s0 does not wait for the S-box, so the chain from round to round is one cube and one subtraction.
            T rest = ((s1 + s2) + (s3 + s4)) + ((s5 + s6) + (s7 + s8)) + (((s9 + s10) + (s11 + s12)) + ((s13 + s14) + s15));
            s0 = T.AddRcCube(s0, T.Broadcast(constants[round]));
            T sum = rest + s0;
            s0 = rest - s0;
            s1 += sum;
            s2 = sum + T.Double(s2);
            s3 = sum + T.Halve(s3);
            s4 = sum + (T.Double(s4) + s4);
            s5 = sum + T.Double(T.Double(s5));
            s6 = sum - T.Halve(s6);
            s7 = sum - (T.Double(s7) + s7);
            s8 = sum - T.Double(T.Double(s8));

            // Lanes of NegDivPow2 may equal p, which sums and differences accept in these places.
            s9 = sum - T.NegDivPow2(s9, 8);
            s10 = sum - T.NegDivPow2(s10, 3);
            s11 = sum - T.NegDivPow2(s11, 24);
            s12 = sum + T.NegDivPow2(s12, 8);
            s13 = sum + T.NegDivPow2(s13, 3);
            s14 = sum + T.NegDivPow2(s14, 4);
            s15 = sum + T.NegDivPow2(s15, 24);
        }

        state[0] = s0;
        state[1] = s1;
        state[2] = s2;
        state[3] = s3;
        state[4] = s4;
        state[5] = s5;
        state[6] = s6;
        state[7] = s7;
        state[8] = s8;
        state[9] = s9;
        state[10] = s10;
        state[11] = s11;
        state[12] = s12;
        state[13] = s13;
        state[14] = s14;
        state[15] = s15;
    }
}
