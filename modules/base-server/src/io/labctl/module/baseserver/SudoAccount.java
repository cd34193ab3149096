package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.regex.Pattern;

/**
 * Whom a rule of sudoers(5) speaks of.
 *
 * @param value an account, {@code #} and its number, a group after {@code %}, or {@code ALL}
 */
public record SudoAccount(String value) {
    private static final Pattern FORM =
            Pattern.compile("ALL|%?([A-Za-z_][A-Za-z0-9_.@-]{0,99}\\$?|#[0-9]{1,10})");
    private static final Pattern ALIAS = Pattern.compile("[A-Z][A-Z0-9_]*");

    static final SudoAccount ROOT = new SudoAccount("root");

    public SudoAccount {
        if (!FORM.matcher(value).matches()) {
            throw new InvalidInput(
                    "'%s' is neither an account, a group such as %%wheel, nor ALL"
                            .formatted(Printable.of(value)));
        }
        if (!value.equals("ALL") && ALIAS.matcher(value).matches()) {
            throw new InvalidInput(
                    "'%s' would be an alias of sudoers(5), for it has only capital letters"
                            .formatted(value));
        }
    }
}
