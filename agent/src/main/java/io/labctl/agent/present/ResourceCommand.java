package io.labctl.agent.present;

import io.labctl.agent.exit.ExitCode;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.present.PresentText;
import io.labctl.catalog.resource.Resource;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
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
            "2:wrong use of this command, or a name that none can have",
            "3:there is none, or it is of no type that can be shown"
        })
public final class ResourceCommand implements Callable<Integer> {
    enum Form {
        java,
        yaml,
        json
    }

    private final Supplier<PresentLook> machine;
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
            Supplier<PresentLook> machine,
            Supplier<JsonMapper> json,
            PrintWriter out,
            Consumer<String> say) {
        this.machine = machine;
        this.json = json;
        this.out = out;
        this.say = say;
    }

    @Override
    public Integer call() throws IOException {
        return switch (machine.get().look(type, name)) {
            case Looked.Found found -> {
                found.leftOut().forEach(say);
                print(found.resources());
                yield found.isNothing() ? ExitCode.FAILED : ExitCode.OK;
            }
            case Looked.NotThere none -> {
                say.accept(none.reason());
                yield ExitCode.NOT_THERE;
            }
            case Looked.NameNeeded needed ->
                    throw new ParameterException(spec.commandLine(), needed.reason());
        };
    }

    private void print(List<Resource> found) {
        out.print(
                switch (output) {
                    case java -> PresentText.java(found);
                    case yaml -> PresentText.yaml(json.get(), found);
                    case json -> PresentText.json(json.get(), found);
                });
        out.flush();
    }
}
