package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.secret.Secret;
import io.labctl.catalog.secret.SecretOnTheWire;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

/**
 * What shadow(5) says of an account; every null part stays as the machine has it.
 *
 * @param password a hash of crypt(5), or {@code *} for an account that nobody enters by password
 * @param locked whether logging in by the password is refused, the hash being kept
 * @param expires the first day on which the account is of no use, from 1970-01-02 to 9999-12-31, or
 *     {@code never}
 * @param minDays between two changes of the password
 * @param maxDays after which the password must be changed; -1 for never
 * @param warnDays before that, on which the user is warned
 */
public record Login(
        @JsonSerialize(using = SecretOnTheWire.Writer.class)
                @JsonDeserialize(using = SecretOnTheWire.Reader.class)
                @Nullable Secret password,
        @Nullable Boolean locked,
        @Nullable String expires,
        @Nullable Integer minDays,
        @Nullable Integer maxDays,
        @Nullable Integer warnDays) {
    public static final String NEVER = "never";

    private static final Pattern HASH =
            Pattern.compile("\\*|\\$[A-Za-z0-9]+\\$[!-9;-~]*\\$[./A-Za-z0-9]{22,}");

    private static final int MOST_DAYS = 99_999;

    /**
     * Day 0 is this one's eve, which shadow(5) forbids: some programs take it for no end at all.
     */
    private static final LocalDate FIRST_END = LocalDate.of(1970, 1, 2);

    private static final LocalDate LAST_END = LocalDate.of(9999, 12, 31);

    public Login {
        if (password != null && !password.equals(Secret.HIDDEN)) {
            checkHash(password);
        }
        if (expires != null && !expires.equals(NEVER)) {
            checkDay(expires);
        }
        checkDays("min-days", minDays);
        checkDays("max-days", maxDays);
        checkDays("warn-days", warnDays);
    }

    /**
     * Refuses what is no hash. In a catalog that people are shown {@link Secret#HIDDEN} stands in
     * the place of one, which is none either.
     */
    public static void checkHash(Secret password) {
        if (!HASH.matcher(password.reveal()).matches()) {
            throw InvalidInput.inField(
                    "password",
                    "password is not a hash of crypt(5), as mkpasswd(1) prints it, nor *: never give the password itself");
        }
    }

    /** Whether it is the one that nobody enters by, which no lock needs to refuse. */
    public static boolean isNone(Secret password) {
        return password.reveal().equals("*");
    }

    private static void checkDay(String day) {
        try {
            checkEnd(LocalDate.parse(day));
        } catch (DateTimeException e) {
            throw InvalidInput.inField(
                    "expires",
                    "expires '%s' is not a day, such as 2027-01-31".formatted(Printable.of(day)),
                    e);
        }
    }

    /** Refuses a day that is no end of an account in shadow(5), or that chage(1) cannot read. */
    public static void checkEnd(LocalDate day) {
        if (day.isBefore(FIRST_END) || day.isAfter(LAST_END)) {
            throw InvalidInput.inField(
                    "expires",
                    "expires '%s' is not a day from %s to %s".formatted(day, FIRST_END, LAST_END));
        }
    }

    private static void checkDays(String field, @Nullable Integer days) {
        if (days != null && (days < -1 || days > MOST_DAYS)) {
            throw InvalidInput.inField(
                    field, "%s %d is not -1 to %d".formatted(field, days, MOST_DAYS));
        }
    }

    /** Whether nothing of it is wanted. */
    @JsonIgnore
    public boolean isEmpty() {
        return password == null && locked == null && !hasAges();
    }

    /** Whether any part is wanted that chage(1) sets. */
    public boolean hasAges() {
        return expires != null || minDays != null || maxDays != null || warnDays != null;
    }

    Login withoutSecrets() {
        return new Login(
                password == null ? null : Secret.HIDDEN,
                locked,
                expires,
                minDays,
                maxDays,
                warnDays);
    }
}
