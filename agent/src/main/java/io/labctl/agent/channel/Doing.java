package io.labctl.agent.channel;

import static java.util.Objects.requireNonNull;

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
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/** Does what labd asks; however that ends, it ends with a word for labd. */
public final class Doing {
    /** Enough for the packages of any machine, and less than labd takes. */
    static final int LARGEST = 4 * 1024 * 1024;

    private final Supplier<PresentLook> machine;
    private final JsonMapper json;
    private final String version;
    private final Looks looks;

    /**
     * Does nothing yet.
     *
     * @param version of this agent, for work that it does not know
     */
    public Doing(Supplier<PresentLook> machine, JsonMapper json, String version, Stop stop) {
        this.machine = machine;
        this.json = json;
        this.version = version;
        this.looks = new Looks(stop);
    }

    /** Of work that cannot be understood. */
    WorkEnd refusal(String why) {
        return new WorkEnd.Refused(
                "lab-agent %s does not know what is asked of it: %s".formatted(version, why));
    }

    WorkEnd end(WorkItem item) {
        Duration limit = item.within().multipliedBy(9).dividedBy(10); // the word takes time too
        return looks.end(what(item.action()), limit, () -> end(item.action()));
    }

    private static String what(Action action) {
        return switch (action) {
            case Action.ShowResources(String type, String name) when name != null ->
                    "%s '%s'".formatted(Printable.of(type), Printable.of(name));
            case Action.ShowResources(String type, var _) -> "each " + Printable.of(type);
        };
    }

    private WorkEnd end(Action action) {
        try {
            return switch (action) {
                case Action.ShowResources show -> shown(show);
            };
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
