package io.labctl.cli.words;

import io.labctl.catalog.name.Printable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number with bounds, which are said where it is outside of them or no number at all. */
public abstract class WholeNumber implements ITypeConverter<Integer> {
    private final int least;
    private final int most;
    private final String bounds;

    /** Of at least this. */
    protected WholeNumber(int least) {
        this(least, Integer.MAX_VALUE, "of at least %d".formatted(least));
    }

    /** From one to the other, both included. */
    protected WholeNumber(int least, int most) {
        this(least, most, "from %d to %d".formatted(least, most));
    }

    private WholeNumber(int least, int most, String bounds) {
        this.least = least;
        this.most = most;
        this.bounds = bounds;
    }

    @Override
    public final Integer convert(String given) {
        try {
            int number = Integer.parseInt(given);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below, in the same words as for a number that is too small
        }
        throw new TypeConversionException(
                "'%s' is not a whole number %s".formatted(Printable.of(given), bounds));
    }
}
