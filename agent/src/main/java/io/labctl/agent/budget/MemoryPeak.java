package io.labctl.agent.budget;

import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the most memory that the agent held in a run. It can only be told: a run that would be
 * ended for it would never bring the machine to where it should be. For one run.
 */
public final class MemoryPeak {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryPeak.class);

    private final MemorySize allowed;
    private final OwnUse use;
    private boolean isOfThisRun;

    public MemoryPeak(MemorySize allowed, OwnUse use) {
        this.allowed = allowed;
        this.use = use;
    }

    public void begin() {
        try {
            use.forgetPeak();
            isOfThisRun = true;
        } catch (IOException e) {
            notKnown(e);
        }
    }

    /** What to say of a run that held more than it may. */
    public Optional<String> overBudget() {
        if (!isOfThisRun) {
            return Optional.empty();
        }
        try {
            return Optional.of(use.peak())
                    .filter(peak -> peak.bytes() > allowed.bytes())
                    .map(
                            peak ->
                                    "lab-agent held up to %s of memory in this run, and its budget is %s"
                                            .formatted(peak, allowed));
        } catch (IOException e) {
            notKnown(e);
            return Optional.empty();
        }
    }

    private static void notKnown(IOException e) {
        LOG.atWarn().addKeyValue("reason", FileTrouble.sentence(e)).log("memory not known");
    }
}
