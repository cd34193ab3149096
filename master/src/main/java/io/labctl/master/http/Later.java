package io.labctl.master.http;

import io.labctl.catalog.api.Problem;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What an endpoint returns whose answer comes later. The request then waits without a thread and
 * without a place among those that are worked on. The first answer counts. Safe for use by many
 * threads.
 */
public final class Later implements LongAnswer {
    private final Duration within;
    private final Consumer<Later> late;
    private final Consumer<Later> gone;
    private final CompletableFuture<Answer> answer = new CompletableFuture<>();

    /**
     * An answer that is still to come.
     *
     * @param late told when that time is over without an answer; has to give one
     * @param gone told when nobody waits for it any more
     */
    public Later(Duration within, Consumer<Later> late, Consumer<Later> gone) {
        this.within = within;
        this.late = late;
        this.gone = gone;
    }

    /**
     * What is sent.
     *
     * @param body a record; null for none
     */
    public record Answer(int status, @Nullable Object body, Map<String, String> headers) {
        public Answer {
            headers = Map.copyOf(headers);
        }

        public static Answer of(Object body) {
            return new Answer(200, body, Map.of());
        }

        public static Answer nothing() {
            return new Answer(204, null, Map.of());
        }

        public static Answer problem(Response.Status status, String type, String detail) {
            int code = status.getStatusCode();
            return new Answer(
                    code, Problem.of(type, status.getReasonPhrase(), code, detail), Map.of());
        }

        public Answer comeBackIn(int seconds) {
            return new Answer(status, body, Map.of("Retry-After", Integer.toString(seconds)));
        }
    }

    public void answer(Answer given) {
        answer.complete(given);
    }

    Duration within() {
        return within;
    }

    void late() {
        late.accept(this);
    }

    void gone() {
        gone.accept(this);
    }

    void whenAnswered(Consumer<Answer> send) {
        var _ = answer.thenAccept(send);
    }
}
