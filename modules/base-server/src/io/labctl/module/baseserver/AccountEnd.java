package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.module.UserDeclaration;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.resource.Login;
import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * When an account is of no use any more.
 *
 * @param value a day (UTC), such as {@code 2027-01-31}, or {@code never}
 */
public record AccountEnd(String value) {
    public AccountEnd {
        try {
            if (!value.equals(Login.NEVER)) {
                Login.checkEnd(LocalDate.parse(value));
            }
        } catch (DateTimeException e) {
            throw new InvalidInput(
                    "'%s' is neither a day, such as 2027-01-31, nor never"
                            .formatted(Printable.of(value)),
                    e);
        }
    }

    void declare(UserDeclaration user) {
        if (value.equals(Login.NEVER)) {
            user.neverExpires();
        } else {
            user.expires(LocalDate.parse(value));
        }
    }
}
