package io.labctl.master.worker;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.labctl.catalog.ModuleVersion;
import io.labctl.catalog.module.Fault;
import io.labctl.catalog.time.Span;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What modules of the site have lately cost, in workers that were lost. One that costs too many is
 * left alone for a while, so that the others have their turn. Safe for many threads.
 */
final class ModuleCosts {
    private static final Logger LOG = LoggerFactory.getLogger(ModuleCosts.class);
    private static final Duration FORGIVEN = Duration.ofMinutes(5);

    /** Each time costs other servers their turn. */
    private static final int OFTEN = 3;

    /** By the hash of the module. */
    private final Cache<String, Cost> costs =
            Caffeine.newBuilder().expireAfterWrite(FORGIVEN).maximumSize(1000).build();

    /**
     * Workers that were lost.
     *
     * @param because why the last one was
     */
    private record Cost(int workers, String because) {
        Cost and(Cost more) {
            return new Cost(workers + more.workers, more.because);
        }
    }

    /** One worker more. */
    void count(ModuleVersion module, String because) {
        Cost cost = costs.asMap().merge(module.sha256(), new Cost(1, because), Cost::and);
        LOG.atWarn()
                .addKeyValue("module", module.name())
                .addKeyValue("times", cost.workers())
                .addKeyValue("reason", because)
                .log("a worker was lost that ran this module");
    }

    /** Why it is left alone; empty when it may run. */
    Optional<Fault> quarantine(ModuleVersion module) {
        Cost cost = costs.getIfPresent(module.sha256());
        return cost == null || cost.workers() < OFTEN
                ? Optional.empty()
                : Optional.of(
                        new Fault(
                                module.name(),
                                null,
                                0,
                                "cost %d workers, the last one because %s; it is left alone until it changes or %s have passed"
                                        .formatted(
                                                cost.workers(),
                                                cost.because(),
                                                Span.of(FORGIVEN))));
    }
}
