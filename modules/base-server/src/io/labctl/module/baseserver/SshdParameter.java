package io.labctl.module.baseserver;

import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.resource.OneLine;
import java.util.SortedMap;

/** The parameters of {@link Sshd} that set a keyword of their own. */
enum SshdParameter {
    PORT("port", "Port"),
    ROOT_LOGIN("permit-root-login", "PermitRootLogin"),
    PASSWORDS("password-authentication", "PasswordAuthentication"),
    GROUPS("allow-groups", "AllowGroups");

    private final String written;
    private final String keyword;

    SshdParameter(String written, String keyword) {
        this.written = written;
        this.keyword = keyword;
    }

    SshdKeyword keyword() {
        return new SshdKeyword(keyword);
    }

    /** A rule that no option has the keyword too when the parameter is set. */
    void setOnce(boolean isSet, SortedMap<SshdKeyword, OneLine> options) {
        if (isSet) {
            SshdKeyword own = keyword();
            options.keySet().stream()
                    .filter(each -> each.compareTo(own) == 0)
                    .forEach(this::refuse);
        }
    }

    private void refuse(SshdKeyword option) {
        throw InvalidInput.inField(
                "options",
                "option '%s' is set by parameter '%s' too: keep one of them"
                        .formatted(option.value(), written));
    }
}
