using System.Buffers;

namespace Assay.Features.Windows;

/// <summary>A rented buffer of doubles, given back on disposal. Its content is undefined at first.</summary>
internal readonly ref struct Scratch
{
    private readonly double[] rented;

    private Scratch(double[] rented, int length)
    {
        this.rented = rented;
        Span = rented.AsSpan(0, length);
    }

    public Span<double> Span { get; }

    public static Scratch Rent(int length) => new(ArrayPool<double>.Shared.Rent(length), length);

    public void Dispose() => ArrayPool<double>.Shared.Return(rented);
}
