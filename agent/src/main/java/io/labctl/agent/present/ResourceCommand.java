package io.labctl.agent.present;

import io.labctl.agent.exit.ExitCode;
import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.name.Visible;
import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.yaml.YamlText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code lab-agent resource}. */
@Command(
        name = "resource",
        description = "Show what is on this machine in the language of modules.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown",
            "1:could not be looked at",
            "2:wrong use of this command",
            "3:there is none, or it is of no type that can be shown"
        })
public final class ResourceCommand implements Callable<Integer> {
    enum Form {
        java,
        yaml
    }

    private final Supplier<SortedMap<String, Present>> types;
    private final Supplier<JsonMapper> json;
    private final PrintWriter out;
    private final Consumer<String> say;

    @Parameters(index = "0", paramLabel = "TYPE", description = "Such as user.")
    private String type = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Only this one; a path, for what has one.")
    private @Nullable String name;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "java",
            description = "${COMPLETION-CANDIDATES}; ${DEFAULT-VALUE} when not given.")
    private Form output = Form.java;

    @Spec private CommandSpec spec;

    public ResourceCommand(
            Supplier<SortedMap<String, Present>> types,
            Supplier<JsonMapper> json,
            PrintWriter out,
            Consumer<String> say) {
        this.types = types;
        this.json = json;
        this.out = out;
        this.say = say;
    }

    @Override
    public Integer call() throws IOException {
        SortedMap<String, Present> known = types.get();
        Present present = known.get(type);
        if (present == null) {
            say.accept(
                    "resources of type '%s' cannot be shown%s (those that can: %s)"
                            .formatted(
                                    Printable.of(type),
                                    why(known),
                                    String.join(", ", known.keySet())));
            return ExitCode.NOT_THERE;
        }
        return name == null ? all(present) : one(present, name);
    }

    private String why(SortedMap<String, Present> known) {
        return switch (type) {
            case LineResource.TYPE -> ": every line of every file would be one";
            case ExecResource.TYPE, CheckResource.TYPE -> ": a command leaves nothing to look at";
            default -> Suggestion.hint(type, known.keySet());
        };
    }

    private int one(Present present, String wanted) throws IOException {
        List<String> meant = present.meantBy(wanted);
        boolean isItself = meant.equals(List.of(wanted));
        List<Resource> found = isItself ? present.named(meant) : those(meant, present);
        if (found.isEmpty() && (isItself || meant.isEmpty())) {
            say.accept(
                    "this machine has no %s '%s'%s"
                            .formatted(
                                    type,
                                    Printable.of(wanted),
                                    Suggestion.hint(wanted, present.names().orElse(List.of()))));
            return ExitCode.NOT_THERE;
        }
        print(found);
        return found.isEmpty() ? ExitCode.FAILED : ExitCode.OK;
    }

    private int all(Present present) throws IOException {
        Optional<List<String>> names = present.names();
        if (names.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "a %s has to be named".formatted(type));
        }
        print(those(names.get(), present));
        return ExitCode.OK;
    }

    /** One that cannot be told does not hide the others. */
    private List<Resource> those(List<String> names, Present present) throws IOException {
        try {
            return present.named(names);
        } catch (InvalidInput | Conflict _) {
            var told = new ArrayList<Resource>();
            for (String each : names) {
                try {
                    told.addAll(present.named(List.of(each)));
                } catch (InvalidInput | Conflict e) {
                    say.accept(
                            "%s '%s' is left out: %s"
                                    .formatted(type, Printable.of(each), e.sentence()));
                }
            }
            return told;
        }
    }

    private void print(List<Resource> found) {
        if (output == Form.yaml) {
            out.print(YamlText.of(found.stream().map(this::tree).toList()));
        } else {
            found.forEach(each -> JavaText.of(each).lines().map(Visible::of).forEach(out::println));
        }
        out.flush();
    }

    private Object tree(Resource resource) {
        return json.get().readValue(json.get().writeValueAsBytes(resource), Object.class);
    }
}
