package io.labctl.catalog.resource;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An option of authorized_keys(5): a name, and for some a value in quotes, in which a quote is
 * written {@code \"}. With one that sshd(8) does not know it refuses the key, so a name that looks
 * like a slip of a known one is refused; any other may be one of a later OpenSSH.
 */
public record KeyOption(String value) {
    private static final Pattern FORM =
            Pattern.compile("[A-Za-z0-9-]+(=\"([^\"\\\\\\p{Cntrl}]|\\\\[^\\p{Cntrl}])*\")?");

    /** What sshauthopt_parse of OpenSSH 10 takes, some of which sshd(8) does not tell. */
    private static final List<String> KNOWN =
            List.of(
                    "agent-forwarding",
                    "cert-authority",
                    "command",
                    "environment",
                    "expiry-time",
                    "from",
                    "no-agent-forwarding",
                    "no-port-forwarding",
                    "no-pty",
                    "no-touch-required",
                    "no-user-rc",
                    "no-verify-required",
                    "no-X11-forwarding",
                    "permitlisten",
                    "permitopen",
                    "port-forwarding",
                    "principals",
                    "pty",
                    "restrict",
                    "touch-required",
                    "tunnel",
                    "user-rc",
                    "verify-required",
                    "X11-forwarding");

    public KeyOption {
        if (!FORM.matcher(value).matches()) {
            throw refused(
                    value,
                    "is not a name, or a name and a value in quotes, such as from=\"10.0.0.0/8\"");
        }
        String name = value.replaceFirst("=.*", "");
        String hint = Suggestion.hint(name, KNOWN);
        if (!hint.isEmpty() && KNOWN.stream().noneMatch(name::equalsIgnoreCase)) {
            throw refused(name, "is one for which sshd would refuse the key" + hint);
        }
    }

    private static InvalidInput refused(String option, String what) {
        return InvalidInput.inField(
                "options", "option '%s' of a key %s".formatted(Printable.of(option), what));
    }

    @Override
    public String toString() {
        return value;
    }
}
