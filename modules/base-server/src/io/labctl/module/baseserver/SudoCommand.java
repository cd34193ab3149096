package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.regex.Pattern;

/**
 * What a rule of sudoers(5) allows.
 *
 * @param value {@code ALL}, or an absolute path and, if only these are allowed, its arguments;
 *     {@code *}, {@code ?} and {@code [...]} stand for others, {@code ""} for no argument
 */
public record SudoCommand(String value) {
    private static final Pattern FORM =
            Pattern.compile("ALL|((sudoedit )?/[!-~&&[^\\\\]]+( +[!-~&&[^\\\\]]+)*)");

    public SudoCommand {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidInput(
                    "'%s' is neither ALL nor an absolute path with its arguments, in ASCII and without a backslash"
                            .formatted(Printable.of(value)));
        }
    }

    /** With a backslash before what would end it. */
    String escaped() {
        return value.replaceAll("[,:=#]", "\\\\$0");
    }
}
