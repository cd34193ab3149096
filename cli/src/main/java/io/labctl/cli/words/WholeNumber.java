package io.labctl.cli.words;

import io.labctl.catalog.name.Printable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number with bounds, which are said where it is outside of them or no number at all. */
public abstract class WholeNumber implements ITypeConverter<Integer> {
    private final int least;
    private final int most;

    /** From one to the other, both included. */
    protected WholeNumber(int least, int most) {
        this.least = least;
        this.most = most;
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
                "'%s' is not a whole number from %d to %d"
                        .formatted(Printable.of(given), least, most));
    }
}
