package io.labctl.agent.channel;

import static java.util.Objects.requireNonNull;

import io.labctl.agent.policy.Policy;
import io.labctl.agent.present.PresentLook;
import io.labctl.agent.time.Stop;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkItem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/** Does what labd asks; however that ends, it ends with a word for labd. */
public final class Doing {
    private static final Logger LOG = LoggerFactory.getLogger(Doing.class);

    /** Enough for the packages of any machine, and less than labd takes. */
    static final int LARGEST = 4 * 1024 * 1024;

    private final Supplier<Policy> policy;
    private final Supplier<PresentLook> machine;
    private final Consumer<WorkItem> sessions;
    private final JsonMapper json;
    private final String version;
    private final Looks looks;

    /**
     * Does nothing yet.
     *
     * @param policy as it is now
     * @param sessions gets what is about one, and comes back at once
     * @param version of this agent, for work that it does not know
     */
    public Doing(
            Supplier<Policy> policy,
            Supplier<PresentLook> machine,
            Consumer<WorkItem> sessions,
            JsonMapper json,
            String version,
            Stop stop) {
        this.policy = policy;
        this.machine = machine;
        this.sessions = sessions;
        this.json = json;
        this.version = version;
        this.looks = new Looks(stop);
    }

    /** Of work that cannot be understood. */
    WorkEnd refusal(String why) {
        return new WorkEnd.Refused(
                "lab-agent %s does not know what is asked of it: %s".formatted(version, why));
    }

    /**
     * Begins it, and comes back at once.
     *
     * @param told gets how it ended, unless whoever does it tells that
     */
    void begin(WorkItem item, Consumer<WorkEnd> told) {
        Optional<String> objection = policy.get().objection(item.action());
        if (objection.isPresent()) {
            LOG.atWarn()
                    .addKeyValue("work", item.id())
                    .addKeyValue("reason", objection.get())
                    .log("work refused");
            beside("refusal", () -> told.accept(new WorkEnd.Refused(objection.get())));
            return;
        }
        switch (item.action()) {
            case Action.ShowResources show ->
                    beside("look", () -> told.accept(looked(show, item.within())));
            case Action.Session _, Action.Attach _, Action.Kill _ -> sessions.accept(item);
        }
    }

    private static void beside(String what, Runnable task) {
        Thread.ofVirtual().name(what).start(task);
    }

    private WorkEnd looked(Action.ShowResources show, Duration within) {
        Duration limit = within.multipliedBy(9).dividedBy(10); // the word takes time too
        return looks.end(what(show), limit, () -> end(show));
    }

    private static String what(Action.ShowResources show) {
        String type = Printable.of(show.type());
        return show.name() == null
                ? "each " + type
                : "%s '%s'".formatted(type, Printable.of(show.name()));
    }

    private WorkEnd end(Action.ShowResources show) {
        try {
            return shown(show);
        } catch (LabException e) {
            return new WorkEnd.Failed(e.sentence());
        } catch (UncheckedIOException e) {
            return new WorkEnd.Failed(FileTrouble.sentence(requireNonNull(e.getCause())));
        } catch (IOException e) {
            return new WorkEnd.Failed(FileTrouble.sentence(e));
        }
    }

    private WorkEnd shown(Action.ShowResources show) throws IOException {
        Looked looked = machine.get().look(show.type(), show.name());
        if (looked instanceof Looked.Found(var resources, List<String> _)
                && json.writeValueAsBytes(looked).length > LARGEST) {
            return new WorkEnd.Failed(
                    "the %d resources of type '%s' are too many to be sent at once; name one"
                            .formatted(resources.size(), show.type()));
        }
        return new WorkEnd.Done(looked);
    }
}
