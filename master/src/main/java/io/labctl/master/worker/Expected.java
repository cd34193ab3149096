package io.labctl.master.worker;

import io.labctl.catalog.ModuleVersion;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The answer to an order.
 *
 * @param before the order before it
 */
record Expected(Given before, Given order, CompletableFuture<Answer> answer) {
    Expected(Given before, Given order) {
        this(before, order, new CompletableFuture<>());
    }

    /**
     * An order, and whose code runs under it.
     *
     * @param modules those of the site
     */
    record Given(long id, List<ModuleVersion> modules) {
        static final Given NONE = new Given(Said.NO_ORDER, List.of());

        Given {
            modules = List.copyOf(modules);
        }
    }

    /** Whether no order was given before. */
    boolean isFirst() {
        return before.equals(Given.NONE);
    }

    boolean isAnswered() {
        return answer.isDone() && !answer.isCompletedExceptionally();
    }
}
