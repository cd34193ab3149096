package io.labctl.agent.labd;

import io.labctl.agent.time.Pause;
import io.labctl.catalog.error.Unavailable;
import java.io.EOFException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLHandshakeException;

/**
 * Tries a request several times. Between two attempts passes a random time below a bound that
 * doubles (full jitter), or what labd asks for in {@code Retry-After} (RFC 9110, section 10.2.3).
 * When labd asks for more than {@link #LONGEST_WAIT}, it is left alone for the rest of this
 * conversation. When all attempts at one request were in vain, the next request gets a single one:
 * a run without labd waits once, not once for each thing that it would like to say.
 */
public final class Retries {
    static final Duration LONGEST_WAIT = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST = Duration.ofSeconds(1);

    private final Pause pause;
    private final RandomGenerator random;
    private final Experience experience;

    public Retries(Pause pause, RandomGenerator random) {
        this(pause, random, new Experience());
    }

    private Retries(Pause pause, RandomGenerator random, Experience experience) {
        this.pause = pause;
        this.random = random;
        this.experience = experience;
    }

    /** What the requests until now have shown. */
    private static final class Experience {
        private boolean leftAlone;
        private int attempts = ATTEMPTS;
    }

    /** In the same conversation, for requests that wait so. */
    Retries waitingBy(Pause other) {
        return new Retries(other, random, experience);
    }

    /** One attempt; its message is a sentence. */
    interface Attempt<T> {
        HttpResponse<T> send() throws IOException;
    }

    /**
     * The answer, whatever its status.
     *
     * @param route the way to who is asked, for the message
     * @throws Unavailable when there is none
     */
    <T> HttpResponse<T> send(Route route, Attempt<T> attempt) {
        if (experience.leftAlone) {
            throw new Unavailable("labd asked not to be contacted for now");
        }
        for (int tried = 1; ; tried++) {
            Duration wait = upTo(FIRST.multipliedBy(1L << tried));
            try {
                HttpResponse<T> response = attempt.send();
                boolean inVain = mayPass(response.statusCode());
                if (!inVain || tried >= experience.attempts) {
                    experience.attempts = inVain ? 1 : ATTEMPTS;
                    return response;
                }
                wait = wished(response).orElse(wait);
                if (wait.compareTo(LONGEST_WAIT) > 0) {
                    experience.leftAlone = true;
                    return response;
                }
            } catch (IOException e) {
                if (tried >= experience.attempts || !mayPass(e)) {
                    experience.attempts = 1;
                    throw new Unavailable(Reasons.sentence(route, e), e);
                }
            }
            if (pause.pause(wait)) {
                throw new Unavailable(pause.reason());
            }
        }
    }

    private Duration upTo(Duration bound) {
        return Duration.ofMillis(random.nextLong(bound.toMillis() + 1));
    }

    /** Whether labd may answer the same request otherwise in a while. */
    public static boolean mayPass(int status) {
        return status == 429 || status >= 500;
    }

    private static boolean mayPass(IOException e) {
        if (e instanceof ProxyRefusal refusal) {
            return mayPass(refusal.status());
        }
        boolean broken = Reasons.cause(e, EOFException.class).isPresent();
        return broken || !(e instanceof SSLHandshakeException); // certificates stay as they are
    }

    /** After what time labd asks to be asked again. */
    static Optional<Duration> wished(HttpResponse<?> response) {
        return response.headers()
                .firstValue("Retry-After")
                .map(String::strip)
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
