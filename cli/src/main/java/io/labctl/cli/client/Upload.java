package io.labctl.cli.client;

import io.labctl.catalog.error.LabException;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/** A body that is being sent to labd. */
public final class Upload implements AutoCloseable {
    private final CompletableFuture<HttpResponse<byte[]>> answer;
    private final Function<IOException, LabException> fault;

    Upload(
            CompletableFuture<HttpResponse<byte[]>> answer,
            Function<IOException, LabException> fault) {
        this.answer = answer;
        this.fault = fault;
    }

    /** Calls back once when labd has taken all of it, or with why it has not. */
    public void whenEnded(Consumer<Optional<LabException>> ended) {
        var _ =
                answer.whenComplete(
                        (response, failure) -> {
                            if (failure == null) {
                                ended.accept(refusal(response));
                            } else if (!(failure instanceof CancellationException)) {
                                ended.accept(Optional.of(fault.apply(io(failure))));
                            }
                        });
    }

    private static Optional<LabException> refusal(HttpResponse<byte[]> response) {
        return response.statusCode() / 100 == 2
                ? Optional.empty()
                : Optional.of(Refusal.of(response));
    }

    private static IOException io(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof IOException broken ? broken : new IOException(cause);
    }

    /** Waits a little for labd's answer to a body that is at its end. */
    public void await(Duration limit) {
        try {
            answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException | CancellationException e) {
            // its end was all that was waited for
        }
    }

    /** Breaks it off where it still goes on. */
    @Override
    public void close() {
        answer.cancel(true);
    }
}
