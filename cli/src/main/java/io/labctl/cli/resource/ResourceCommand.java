package io.labctl.cli.resource;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.present.PresentText;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.time.Span;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.work.Action;
import io.labctl.catalog.work.WorkEnd;
import io.labctl.catalog.work.WorkRequest;
import io.labctl.catalog.work.WorkView;
import io.labctl.cli.client.LabdClient;
import io.labctl.cli.print.Console;
import io.labctl.cli.print.Output;
import io.labctl.cli.server.KnownServers;
import io.labctl.cli.server.ServerReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a server is, where the catalog shows what it is wanted to be. */
@Command(
        name = "resource",
        description = "Shows what is on a server now, in the language of modules.")
public final class ResourceCommand implements Callable<Integer> {
    /** A list of types fits; a fault's own words may be anything. */
    private static final int LONGEST = 500;

    private final Supplier<LabdClient> client;
    private final Console console;

    @Parameters(
            paramLabel = "server/NAME TYPE [NAME]",
            hideParamSyntax = true,
            arity = "1..4",
            description =
                    "The server, as server/NAME or server NAME; a type such as user; and the name"
                            + " of one, a path for what has one.")
    List<String> words = List.of();

    @Option(
            names = "--timeout",
            paramLabel = "SPAN",
            defaultValue = "30s",
            description = "How long to wait for the server; from 1s to 10m, default 30s.")
    private Duration timeout = Duration.ZERO;

    @Mixin private final Output.Source output = new Output.Source();

    public ResourceCommand(Supplier<LabdClient> client, Console console) {
        this.client = client;
        this.console = console;
    }

    @Override
    public Integer call() {
        ServerReference server = ServerReference.parse(words);
        checkTimeout();
        var request = new WorkRequest(action(server.rest()), timeout);
        try (LabdClient labd = client.get()) {
            return show(KnownServers.ask(labd, server.name(), name -> labd.work(name, request)));
        }
    }

    private void checkTimeout() {
        if (timeout.compareTo(WorkRequest.SHORTEST) < 0
                || timeout.compareTo(WorkRequest.LONGEST) > 0) {
            throw new InvalidInput(
                    "--timeout %s is not from 1s to 10m".formatted(Span.of(timeout)));
        }
    }

    private static Action action(List<String> rest) {
        if (rest.isEmpty()) {
            throw new InvalidInput("the type of the resource is missing, such as user");
        }
        if (rest.size() > 2) {
            throw new InvalidInput(
                    "one resource at a time: '%s' is one word too many"
                            .formatted(Printable.of(rest.get(2))));
        }
        return new Action.ShowResources(rest.getFirst(), rest.size() == 2 ? rest.get(1) : null);
    }

    private int show(WorkView work) {
        return switch (work.end()) {
            case WorkEnd.Done done -> show(work, done.result());
            case WorkEnd.Exited _, WorkEnd.TimedOut _, WorkEnd.Killed _ ->
                    throw nothingToShow(work);
            case WorkEnd.Failed failed -> throw new Conflict(of(work, failed.reason()));
            case WorkEnd.Refused refused -> throw new Conflict(of(work, refused.reason()));
            case WorkEnd.Expired _ -> throw notThere(work);
            case WorkEnd.AgentLost _ ->
                    throw new Unavailable(
                            of(
                                    work,
                                    "the question was handed to its agent, and no answer came within %s"
                                            .formatted(Span.of(timeout))));
        };
    }

    private int show(WorkView work, @Nullable Looked looked) {
        return switch (looked) {
            case null -> throw nothingToShow(work);
            case Looked.Found found -> {
                found.leftOut().forEach(each -> console.say("labctl: " + of(work, each)));
                console.out().print(text(found.resources()));
                yield found.isNothing() ? 1 : 0;
            }
            case Looked.NotThere none -> throw new NotFound(of(work, none.reason()));
            case Looked.NameNeeded needed -> throw new InvalidInput(of(work, needed.reason()));
        };
    }

    private static Conflict nothingToShow(WorkView work) {
        return new Conflict(of(work, "its agent answered with something else than a resource"));
    }

    private String text(List<Resource> resources) {
        return switch (output.format) {
            case JAVA -> PresentText.java(resources);
            case YAML -> PresentText.yaml(WireJson.mapper(), resources);
            case TABLE, WIDE, TEXT, TREE, JSON, NAME ->
                    PresentText.json(WireJson.mapper(), resources);
        };
    }

    private Unavailable notThere(WorkView work) {
        String heard =
                work.lastSeen() == null
                        ? "was never heard of"
                        : "was last heard of at " + work.lastSeen();
        return new Unavailable(
                of(
                        work,
                        "its agent did not come for the question within %s, it %s; does 'lab-agent run' run there?"
                                .formatted(Span.of(timeout), heard)));
    }

    private static String of(WorkView work, String sentence) {
        return "server '%s': %s".formatted(work.server(), Printable.of(sentence, LONGEST));
    }
}
