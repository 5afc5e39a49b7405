namespace P2PProver.Tidy;

/// <summary>A rule of the repository that can be checked by machine.</summary>
public interface ITidyRule
{
    /// <summary>Every place of the tree that breaks the rule; none when it holds.</summary>
    IEnumerable<Finding> Check(SourceTree tree);
}
