package io.labctl.agent.present;

import static java.util.Objects.requireNonNull;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.Unavailable;
import io.labctl.catalog.file.FileTrouble;
import io.labctl.catalog.name.Printable;
import io.labctl.catalog.name.Suggestion;
import io.labctl.catalog.present.Looked;
import io.labctl.catalog.resource.CheckResource;
import io.labctl.catalog.resource.ExecResource;
import io.labctl.catalog.resource.LineResource;
import io.labctl.catalog.resource.Resource;
import io.labctl.catalog.resource.ResourceId;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is on this machine.
 *
 * @param types what can be told, by the type's name
 */
public record PresentLook(SortedMap<String, Present> types) {
    /**
     * One by its name, or all of a type.
     *
     * @throws io.labctl.catalog.error.LabException when it cannot be told
     */
    public Looked look(String type, @Nullable String name) throws IOException {
        Present present = types.get(type);
        if (present == null) {
            return new Looked.NotThere(
                    "resources of type '%s' cannot be shown%s (those that can: %s)"
                            .formatted(
                                    Printable.of(type),
                                    why(type),
                                    String.join(", ", types.keySet())));
        }
        try {
            return name == null ? all(type, present) : one(type, present, name);
        } catch (Conflict e) {
            throw e.asFact();
        }
    }

    private String why(String type) {
        return switch (type) {
            case LineResource.TYPE -> ": every line of every file would be one";
            case ExecResource.TYPE, CheckResource.TYPE -> ": a command leaves nothing to look at";
            default -> Suggestion.hint(type, types.keySet());
        };
    }

    private static Looked one(String type, Present present, String wanted) throws IOException {
        try {
            present.requireName(wanted);
            var _ = new ResourceId(type, wanted);
        } catch (InvalidInput e) {
            return new Looked.NameNeeded(e.sentence());
        }
        List<String> meant = present.meantBy(wanted);
        boolean isItself = meant.equals(List.of(wanted));
        Looked.Found found =
                isItself
                        ? new Looked.Found(told(type, wanted, present), present.remarks(meant))
                        : those(type, meant, present);
        return found.resources().isEmpty() && (isItself || meant.isEmpty())
                ? new Looked.NotThere(whyNone(type, wanted, present))
                : found;
    }

    private static List<Resource> told(String type, String wanted, Present present)
            throws IOException {
        try {
            return present.named(List.of(wanted));
        } catch (InvalidInput e) {
            throw new InvalidInput(
                    "%s '%s' cannot be shown: %s"
                            .formatted(type, Printable.of(wanted), e.sentence()),
                    e);
        }
    }

    private static String whyNone(String type, String wanted, Present present) throws IOException {
        Optional<String> known = present.whyNone(wanted);
        return known.isPresent()
                ? known.get()
                : "this machine has no %s '%s'%s"
                        .formatted(
                                type,
                                Printable.of(wanted),
                                Suggestion.hint(wanted, nearby(present)));
    }

    private static Looked all(String type, Present present) throws IOException {
        Optional<List<String>> names = present.names();
        return names.isPresent()
                ? those(type, names.get(), present)
                : new Looked.NameNeeded("a %s has to be named".formatted(type));
    }

    /** There may be none to be had where there is not this one either. */
    private static List<String> nearby(Present present) {
        try {
            return present.names().orElse(List.of());
        } catch (LabException | IOException | UncheckedIOException _) {
            return List.of();
        }
    }

    /** One that cannot be told does not hide the others. */
    private static Looked.Found those(String type, List<String> names, Present present)
            throws IOException {
        try {
            return new Looked.Found(present.named(names), present.remarks(names));
        } catch (LabException | IOException | UncheckedIOException e) {
            whyLeftOut(e);
        }
        var told = new ArrayList<Resource>();
        var leftOut = new ArrayList<String>();
        for (String each : names) {
            try {
                told.addAll(present.named(List.of(each)));
            } catch (LabException | IOException | UncheckedIOException e) {
                leftOut.add(
                        "%s '%s' is left out: %s"
                                .formatted(type, Printable.of(each), whyLeftOut(e)));
            }
        }
        return new Looked.Found(told, leftOut);
    }

    /** Thrown again when it is not about one alone, so that it would come again with each. */
    private static String whyLeftOut(Exception e) throws IOException {
        return switch (e) {
            case Unavailable noAnswer -> throw noAnswer;
            case InterruptedIOException givenUp -> throw givenUp;
            case Conflict conflict -> conflict.asFact().sentence();
            case LabException known -> known.sentence();
            case UncheckedIOException wrapped ->
                    FileTrouble.sentence(requireNonNull(wrapped.getCause()));
            case IOException trouble -> FileTrouble.sentence(trouble);
            default -> throw new IllegalArgumentException(e);
        };
    }
}
