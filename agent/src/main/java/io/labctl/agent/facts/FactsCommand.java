package io.labctl.agent.facts;

import io.labctl.agent.exit.ExitCode;
import io.labctl.catalog.fact.Facts;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Visible;
import io.labctl.catalog.wire.WireJson;
import io.labctl.catalog.yaml.YamlText;
import io.labctl.facts.MachineFacts;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.json.JsonMapper;

/** {@code lab-agent facts}. */
@Command(
        name = "facts",
        description = "Show what this machine says about itself.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown",
            "1:agent.yaml has a fault",
            "2:wrong use of this command",
            "3:there is no such fact"
        })
public final class FactsCommand implements Callable<Integer> {
    enum Form {
        yaml,
        json
    }

    private final Supplier<MachineFacts> machine;
    private final Supplier<JsonMapper> json;
    private final PrintWriter out;
    private final Consumer<String> say;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "${COMPLETION-CANDIDATES}; without it yaml, and a single value bare.")
    private @Nullable Form output;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATH",
            description = "Only this, such as os.release.major.")
    private @Nullable String path;

    public FactsCommand(
            Supplier<MachineFacts> machine,
            Supplier<JsonMapper> json,
            PrintWriter out,
            Consumer<String> say) {
        this.machine = machine;
        this.json = json;
        this.out = out;
        this.say = say;
    }

    @Override
    public Integer call() {
        MachineFacts found = machine.get();
        found.faults().forEach(this::missing);
        var facts = new Facts(found.values());
        Optional<Object> shown = path == null ? Optional.of(facts.values()) : facts.at(path);
        shown.ifPresentOrElse(this::print, () -> noFact(facts, String.valueOf(path)));
        return shown.isPresent() ? ExitCode.OK : ExitCode.NOT_THERE;
    }

    private void print(Object shown) {
        out.print(text(shown));
        out.flush();
    }

    private void noFact(Facts facts, String asked) {
        say.accept(
                "this machine has no fact '%s'%s"
                        .formatted(Printable.of(asked), facts.hintOrNames(asked)));
    }

    private void missing(MachineFacts.Fault fault) {
        say.accept("facts of %s are missing: %s".formatted(fault.source(), fault.reason()));
    }

    private String text(Object shown) {
        if (output == Form.json) {
            return WireJson.indented(json.get(), shown) + "\n";
        }
        boolean bare = output == null && !(shown instanceof Iterable || shown instanceof Map);
        return bare ? Visible.of(shown.toString()) + "\n" : YamlText.quoted(shown);
    }
}
