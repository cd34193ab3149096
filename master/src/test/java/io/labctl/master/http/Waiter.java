package io.labctl.master.http;

import java.util.concurrent.CompletableFuture;

/** Waits for an answer as a connection does. */
public final class Waiter {
    private final Later later;
    private final CompletableFuture<Later.Answer> answer = new CompletableFuture<>();

    public Waiter(Later later) {
        this.later = later;
        later.whenAnswered(answer::complete);
    }

    public CompletableFuture<Later.Answer> answer() {
        return answer;
    }

    /** Its time is over. */
    public void late() {
        later.late();
    }

    /** Its client is gone. */
    public void gone() {
        later.gone();
    }
}
