package io.labctl.catalog.usage;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What picocli found wrong with the words of one command, in our sentences. */
record Faults(CommandLine command, List<ParameterException> found) {
    Faults {
        found = List.copyOf(found);
    }

    static Faults of(ParameterException only) {
        return new Faults(only.getCommandLine(), List.of(only));
    }

    /** Of the commands of this line that have any, the first command first. */
    static List<Faults> of(ParseResult parsed) {
        var all = new ArrayList<Faults>();
        for (ParseResult here = parsed; here != null; here = here.subcommand()) {
            List<ParameterException> found =
                    here.errors().stream()
                            .filter(ParameterException.class::isInstance)
                            .map(ParameterException.class::cast)
                            .toList();
            if (!found.isEmpty()) {
                all.add(new Faults(here.commandSpec().commandLine(), found));
            }
        }
        return all;
    }

    /** Strange words come first: what is missing may be there under a misspelt name. */
    List<String> sentences() {
        var strange = new StrangeWords(command, unmatched());
        var sentences = new LinkedHashSet<>(strange.sentences());
        found.stream()
                .filter(e -> !(e instanceof UnmatchedArgumentException))
                .filter(e -> !(e instanceof MissingParameterException))
                .map(WrongValue::sentence)
                .forEach(sentences::add);
        Set<ArgSpec> missing = missing();
        missing.removeIf(strange::mean);
        if (!missing.isEmpty()) {
            sentences.add("missing " + Arguments.listed(missing));
        }
        return List.copyOf(sentences);
    }

    /** Without those that stand where they belong and are wrong there. */
    private List<String> unmatched() {
        var wrong = new HashSet<@Nullable String>();
        found.forEach(e -> wrong.add(e.getValue()));
        return found.stream()
                .filter(UnmatchedArgumentException.class::isInstance)
                .flatMap(e -> ((UnmatchedArgumentException) e).getUnmatched().stream())
                .filter(word -> !wrong.contains(word))
                .toList();
    }

    private Set<ArgSpec> missing() {
        var missing = new LinkedHashSet<ArgSpec>();
        for (ParameterException e : found) {
            if (e instanceof MissingParameterException incomplete) {
                missing.addAll(incomplete.getMissing());
            }
        }
        found.forEach(e -> missing.remove(e.getArgSpec()));
        return missing;
    }
}
