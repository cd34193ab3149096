package io.labctl.agent.budget;

import io.labctl.agent.machine.OwnMemory;
import io.labctl.agent.state.Remembered;
import io.labctl.agent.time.Timekeeper;
import io.labctl.catalog.file.FileTrouble;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after each run whether the daemon holds more memory than it may. If so it should start
 * anew, but not again and again: a budget that is too small for any daemon must not keep it from
 * its work.
 */
public final class MemoryWatch {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);
    private static final Duration APART = Duration.ofHours(1);

    private final Budget budget;
    private final OwnUse use;
    private final OwnMemory own;
    private final Remembered<Restart> restart;
    private final Timekeeper time;
    private Optional<Restart> before = Optional.empty();

    public MemoryWatch(
            Budget budget,
            OwnUse use,
            OwnMemory own,
            Remembered<Restart> restart,
            Timekeeper time) {
        this.budget = budget;
        this.use = use;
        this.own = own;
        this.restart = restart;
        this.time = time;
    }

    /** What the next report should say; empty when there was nothing, or it is said. */
    public Optional<String> untold() {
        return last().filter(each -> !each.told())
                .map(each -> "lab-agent started itself anew: " + each.reason());
    }

    public void told() {
        last().filter(each -> !each.told()).map(Restart::toldNow).ifPresent(this::remember);
    }

    /** Gives memory back, and answers whether the daemon should start anew even so. */
    public boolean isOver() {
        use.collectGarbage();
        own.letGo();
        return budget.memory().filter(this::isOver).isPresent();
    }

    /** Gives back what the work beside the runs has touched since. */
    public void letGo() {
        own.letGo();
    }

    /** It was over, and was stopped before it could start anew: that is not to be told. */
    public void notAnew() {
        before.ifPresentOrElse(this::remember, this::forget);
    }

    private boolean isOver(MemorySize allowed) {
        try {
            MemorySize held = use.memory();
            return held.bytes() > allowed.bytes() && mayStartAnew(held, allowed);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", FileTrouble.sentence(e)).log("memory not known");
            return false;
        }
    }

    private boolean mayStartAnew(MemorySize held, MemorySize allowed) {
        String reason = "it held %s of memory, and its budget is %s".formatted(held, allowed);
        before = last();
        boolean again =
                before.filter(each -> time.now().isBefore(each.at().plus(APART)))
                        .filter(each -> !time.now().isBefore(each.at()))
                        .isPresent();
        LOG.atWarn()
                .addKeyValue("reason", reason)
                .log(again ? "over budget again, nothing done" : "starting anew");
        return !again && remember(new Restart(time.now(), reason, false));
    }

    private Optional<Restart> last() {
        try {
            return restart.read();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", FileTrouble.sentence(e)).log("restart not known");
            return Optional.empty();
        }
    }

    private void forget() {
        try {
            restart.forget();
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", FileTrouble.sentence(e)).log("restart still noted");
        }
    }

    /** Without a note of it nothing would keep the next daemon from doing the same at once. */
    private boolean remember(Restart what) {
        try {
            restart.write(what);
            return true;
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("reason", FileTrouble.sentence(e)).log("restart not noted");
            return false;
        }
    }
}
