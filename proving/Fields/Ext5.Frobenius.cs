namespace P2PProver.Fields;

/// <content>The Frobenius automorphism and the inverse built on it.</content>
public readonly partial struct Ext5
{
    // Coefficients, canonical, of X^(k p), X^(2 k p), X^(3 k p), X^(4 k p) modulo X^5 + X^2 - 1; row k - 1 serves the k-th power of Frobenius.
    private static readonly Ext5[][] FrobeniusImages = BuildFrobeniusImages();

    /// <summary>The image under x -> x^(p^power), a field automorphism that fixes the base field.</summary>
    /// <param name="power">How often Frobenius is applied; any non-negative number, of period five.</param>
    public Ext5 Frobenius(int power)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(power);
        int k = power % Degree;
        if (k == 0)
        {
            return this;
        }

        Ext5[] images = FrobeniusImages[k - 1];
        return FromBase(C0) + (images[0] * C1) + (images[1] * C2) + (images[2] * C3) + (images[3] * C4);
    }

    public Ext5 Inverse()
    {
        return TryInverse(out Ext5 inverse) ? inverse : throw new DivideByZeroException("Zero has no inverse.");
    }

    /// <summary>
    /// The inverse as a^(p + p^2 + p^3 + p^4) / Norm(a): the norm is in the base field, so one base inversion is enough
    /// (Itoh and Tsujii, 1988).
    /// </summary>
    public bool TryInverse(out Ext5 inverse)
    {
        Ext5 conjugate = Frobenius(1);
        Ext5 pair = (this * conjugate).Frobenius(1);
        Ext5 conjugates = pair * pair.Frobenius(2);
        KoalaBear norm = (this * conjugates).C0;
        bool invertible = norm.TryInverse(out KoalaBear normInverse);
        inverse = conjugates * normInverse;
        return invertible;
    }

    private static Ext5[][] BuildFrobeniusImages()
    {
        // X^p; every other image follows by multiplicativity.
        Ext5 imageOfX = new(
            KoalaBear.FromCanonical(1576402667),
            KoalaBear.FromCanonical(1173144480),
            KoalaBear.FromCanonical(1567662457),
            KoalaBear.FromCanonical(1206866823),
            KoalaBear.FromCanonical(2428146));
        Ext5[][] rows = new Ext5[Degree - 1][];
        rows[0] = PowersOf(imageOfX);
        for (int k = 1; k < rows.Length; k++)
        {
            // (X^(p^k))^p: apply the k-th power to the image of X under the first.
            Ext5[] previous = rows[k - 1];
            Ext5 next = FromBase(imageOfX.C0) + (previous[0] * imageOfX.C1) + (previous[1] * imageOfX.C2)
                + (previous[2] * imageOfX.C3) + (previous[3] * imageOfX.C4);
            rows[k] = PowersOf(next);
        }

        return rows;
    }

    private static Ext5[] PowersOf(Ext5 element)
    {
        Ext5 square = element.Square();
        return [element, square, square * element, square.Square()];
    }
}
