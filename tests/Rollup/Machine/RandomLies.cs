using P2PProver.Fields;
using P2PProver.Rollup.Tests.Support;

namespace P2PProver.Rollup.Tests.Machine;

/// <summary>Random claims about an operation's effect that no honest execution makes.</summary>
internal static class RandomLies
{
    private const int Kinds = 8;

    /// <summary>The steps with one lie about one of them, and what it is about.</summary>
    public static IReadOnlyList<ForgedStep> Tell(Prng prng, IReadOnlyList<ForgedStep> honest, out string lie)
    {
        ForgedStep[] steps = [.. honest];
        int index = prng.NextInt(steps.Length);
        ForgedStep step = steps[index];
        int change = prng.NextInt(step.Changes.Count);
        int kind = prng.NextInt(Kinds);
        steps[index] = kind switch
        {
            0 => step.WithNew(change, account => account with { Balance = new Gwei(account.Balance.Value ^ (1UL << prng.NextInt(64))) }),
            1 => step.WithNew(change, account => account with { LastSlot = new Slot(account.LastSlot.Value ^ (1u << prng.NextInt(Slot.Bits))) }),
            2 => step.WithNew(change, account => account with { Key = TestKeys.Get(90).PublicKey }),
            3 => step with { FeesAfter = new Gwei(step.FeesAfter.Value ^ (1UL << prng.NextInt(50))) },
            4 => step with { AccountsOpened = step.AccountsOpened ^ 1 },
            5 => WithOld(step, change, account => account with { Balance = new Gwei(account.Balance.Value ^ (1UL << prng.NextInt(64))) }),
            6 => WithOld(step, change, account => account with { LastSlot = new Slot(account.LastSlot.Value ^ (1u << prng.NextInt(Slot.Bits))) }),
            _ => WithOld(step, change, account => account with { Key = TestKeys.Get(91).PublicKey }),
        };
        lie = FormattableString.Invariant($"lie {kind} about change {change} of operation {index}, {step.Operation.Kind}");
        return steps;
    }

    private static ForgedStep WithOld(ForgedStep step, int change, Func<Account, Account> replace)
    {
        (uint Index, Account Old, Account New)[] changes = [.. step.Changes];
        changes[change].Old = replace(changes[change].Old);
        return step with { Changes = changes };
    }
}
