package io.labctl.agent.labd;

import java.io.IOException;
import java.io.Serial;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The proxy answered, and opened no tunnel. */
final class ProxyRefusal extends IOException {
    @Serial private static final long serialVersionUID = 1;

    /** 407 Proxy Authentication Required (RFC 9110, section 15.5.8), which labd never answers. */
    static final int CREDENTIALS = 407;

    /** What tinyproxy answers to credentials that it does not take. */
    private static final int WRONG_CREDENTIALS = 401;

    /** Java tells the status in these words only. */
    private static final Pattern TOLD = Pattern.compile("Tunnel failed, got: ([0-9]{3})");

    private final int status;

    ProxyRefusal(int status) {
        super("the proxy answers with status " + status);
        this.status = status;
    }

    /** What Java tells of one in its words; any other trouble stays as it is. */
    static IOException orSame(IOException e) {
        Matcher told = TOLD.matcher(String.valueOf(e.getMessage()));
        return told.matches() ? new ProxyRefusal(Integer.parseInt(told.group(1))) : e;
    }

    int status() {
        return status;
    }

    String sentence(boolean credentialsShown) {
        if (status != CREDENTIALS && status != WRONG_CREDENTIALS) {
            return "the proxy opens no way to it and answers with status " + status;
        }
        return credentialsShown
                ? "the proxy does not take that user and password"
                : "the proxy asks for a user and a password; give them as http://USER:PASSWORD@HOST:PORT";
    }
}
