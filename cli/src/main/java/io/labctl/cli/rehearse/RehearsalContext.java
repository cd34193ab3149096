package io.labctl.cli.rehearse;

import io.labctl.catalog.error.Unavailable;
import io.labctl.cli.config.ConfigFile;
import io.labctl.cli.config.ContextConfig;
import io.labctl.cli.config.LabctlConfig;
import io.labctl.cli.config.Target;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The rehearsal's context in the person's labctl config, current as long as the rehearsal stands.
 * It is known by its name, which the plan keeps, and its key, which lies in the rehearsal's folder:
 * a person may have a context of that name, or one with that key, of his own.
 */
final class RehearsalContext {
    static final String NAME = "rehearsal";
    private static final Pattern NAMES = Pattern.compile(NAME + "(-[0-9]+)?");

    private final ConfigFile file;
    private final StateFolder state;
    private final Consumer<String> tell;

    /**
     * Belongs to one rehearsal.
     *
     * @param tell the person, of what his config lost
     */
    RehearsalContext(Path file, StateFolder state, Consumer<String> tell) {
        this.file = new ConfigFile(file);
        this.state = state;
        this.tell = tell;
    }

    /** How the config is now, to be brought back by {@link #remove}. */
    Plan.Before before() {
        LabctlConfig config = file.read();
        String current = config.currentContext();
        return new Plan.Before(
                file.path().toAbsolutePath().toString(),
                file.exists() && !isForRehearsalsAlone(config),
                current == null || own(config, Optional.empty()).filter(current::equals).isPresent()
                        ? null
                        : current);
    }

    private static boolean isForRehearsalsAlone(LabctlConfig config) {
        return !config.contexts().isEmpty()
                && config.contexts().keySet().stream().allMatch(NAMES.asMatchPredicate());
    }

    /** What its context is called, or is to be called where it has none yet. */
    String nameFor(Plan plan) {
        LabctlConfig config = file.read();
        return own(config, Optional.of(plan)).orElseGet(() -> freeName(config));
    }

    /** By another labd, unless this rehearsal has it itself. */
    boolean isUsualNameTaken() {
        return file.read().contexts().containsKey(NAME);
    }

    /** Adds the context and makes it the current one. */
    void add(String name, Target labd) {
        var context =
                new ContextConfig(
                        labd.server().toString(),
                        labd.ca().path().toString(),
                        labd.certificate().path().toString(),
                        labd.key().path().toString());
        LabctlConfig before = file.read();
        LabctlConfig after = before.with(name, context).current(name);
        if (!before.equals(after)) {
            if (Files.notExists(folder()) || isForOtherRehearsal(before)) {
                state.configFolder().claim();
            }
            file.change(now -> now.with(name, context).current(name)).ifPresent(tell);
        }
    }

    private Path folder() {
        return file.path().toAbsolutePath().resolveSibling("");
    }

    /** Whether the folder was made for one that may go before this one. */
    private static boolean isForOtherRehearsal(LabctlConfig config) {
        return config.contexts().values().stream()
                .flatMap(context -> Optional.ofNullable(context.key()).stream())
                .flatMap(key -> StateFolder.ofAdminKey(Path.of(key)).stream())
                .anyMatch(state -> state.configFolder().isOurs());
    }

    /**
     * Takes the context away; what the person changed meanwhile stays.
     *
     * @param plan empty when it cannot be read any more
     */
    void remove(Optional<Plan> plan) {
        boolean folderIsOurs = state.configFolder().isOurs();
        if (folderIsOurs || own(file.read(), plan).isPresent()) {
            file.changeOrDelete(now -> without(now, plan)).ifPresent(tell);
        }
        if (folderIsOurs) {
            deleteFolder();
        }
    }

    /** Nothing when the config was made for the rehearsal, and has no other context. */
    private Optional<LabctlConfig> without(LabctlConfig config, Optional<Plan> plan) {
        Optional<Plan.Before> before = plan.map(Plan::before);
        Optional<String> own = own(config, plan);
        if (own.isEmpty()) {
            return Optional.of(config);
        }
        var contexts = new TreeMap<>(config.contexts());
        contexts.remove(own.get());
        if (contexts.isEmpty() && before.filter(Plan.Before::existed).isEmpty()) {
            return Optional.empty();
        }
        Optional<String> current = Optional.ofNullable(config.currentContext());
        if (current.equals(own)) {
            current =
                    plan.isEmpty()
                            ? theOnly(contexts.keySet())
                            : before.map(Plan.Before::current).filter(contexts::containsKey);
        }
        return Optional.of(new LabctlConfig(current.orElse(null), contexts));
    }

    /**
     * Which one was current before is in the plan alone; where that is lost, the person chooses.
     */
    private Optional<String> theOnly(Set<String> contexts) {
        if (contexts.size() > 1) {
            tell.accept(
                    "which context was the current one before is not known any more: choose one with 'labctl config use-context NAME'");
            return Optional.empty();
        }
        return contexts.stream().findFirst();
    }

    /** Without a plan that tells it, the one that has the key and is called as they are called. */
    private Optional<String> own(LabctlConfig config, Optional<Plan> plan) {
        Predicate<String> name =
                plan.map(Plan::context)
                        .map(Predicate::<String>isEqual)
                        .orElseGet(NAMES::asMatchPredicate);
        return config.contexts().entrySet().stream()
                .filter(context -> isOwn(context.getValue()))
                .map(Map.Entry::getKey)
                .filter(name)
                .findFirst();
    }

    private boolean isOwn(ContextConfig context) {
        String key = context.key();
        return key != null && Path.of(key).startsWith(state.root());
    }

    private static String freeName(LabctlConfig config) {
        return Stream.concat(
                        Stream.of(NAME),
                        IntStream.iterate(2, number -> number + 1)
                                .mapToObj(number -> NAME + "-" + number))
                .filter(name -> !config.contexts().containsKey(name))
                .findFirst()
                .orElseThrow();
    }

    private void deleteFolder() {
        try {
            Files.deleteIfExists(folder());
        } catch (DirectoryNotEmptyException e) {
            // something of the person's own lies there
        } catch (IOException e) {
            throw new Unavailable("folder '%s' cannot be deleted".formatted(folder()), e);
        }
    }
}
