package io.labctl.cli.exec;

import io.labctl.catalog.api.ServerView;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.name.DnsLabel;
import io.labctl.catalog.name.Label;
import io.labctl.catalog.name.ServerName;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.client.ServerFilter;
import io.labctl.cli.server.NoServers;
import io.labctl.cli.words.WholeNumber;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Servers by what they are, not by their names, to be mixed into a command. */
public final class ServerChoice {
    private static final int USUAL = 20;

    @Option(
            names = {"-l", "--label"},
            paramLabel = "KEY=VALUE",
            split = ",",
            splitSynopsisLabel = ",",
            description =
                    "Each server with this label, or role=ROLE, instead of a named one;"
                            + " several all have to fit.")
    List<Label> labels = new ArrayList<>();

    @Option(
            names = "--environment",
            paramLabel = "NAME",
            description = "Each server of this environment.")
    @Nullable DnsLabel environment;

    @Option(names = "--cloud", paramLabel = "NAME", description = "Each server of this cloud.")
    @Nullable DnsLabel cloud;

    @Option(
            names = "--parallel",
            paramLabel = "COUNT",
            converter = Parallel.class,
            description = "At most so many of them at once, 1 to 100; without it " + USUAL + ".")
    @Nullable Integer parallel;

    /** On how many at once. */
    static final class Parallel extends WholeNumber {
        Parallel() {
            super(1, 100);
        }
    }

    public boolean isMade() {
        return !filter().equals(ServerFilter.ALL);
    }

    /** There is only one server. */
    public void refuseParallel() {
        if (parallel != null) {
            throw new InvalidInput(
                    "--parallel is for several servers: choose them by -l, --environment or --cloud");
        }
    }

    public int parallel() {
        return parallel == null ? USUAL : parallel;
    }

    private ServerFilter filter() {
        return new ServerFilter(environment, cloud, labels);
    }

    /**
     * All that fit.
     *
     * @throws NotFound when none does, with which word of the choice fits none
     */
    public List<ServerName> servers(LabdClient labd) {
        List<ServerName> names =
                labd.servers(filter()).stream().map(ServerView::name).sorted().toList();
        if (names.isEmpty()) {
            throw new NotFound(NoServers.sentence(filter(), labd.servers(ServerFilter.ALL)));
        }
        return names;
    }
}
