package io.labctl.catalog.session;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where lines of a log come from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @JsonSubTypes.Type(value = LogSource.Machine.class, name = "machine"),
    @JsonSubTypes.Type(value = LogSource.OfFile.class, name = "file"),
    @JsonSubTypes.Type(value = LogSource.OfAgent.class, name = "agent")
})
public sealed interface LogSource {
    /**
     * What the machine's programs tell: its journal, or the file of a syslog daemon where there is
     * no journal.
     *
     * @param unit only those of this unit of systemd; null for all
     * @param kernel only those of the kernel
     * @param level only those as grave as this one; null for all
     * @param since only those from then on; null for all
     */
    record Machine(
            @Nullable String unit,
            boolean kernel,
            @Nullable LogLevel level,
            @Nullable Instant since)
            implements LogSource {
        /** As systemd.unit(5) has them, and patterns for them as journalctl(1) takes. */
        private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9:_.\\\\@*?\\[\\]-]{1,256}");

        public Machine {
            if (unit != null && (!UNIT.matcher(unit).matches() || unit.startsWith("-"))) {
                throw InvalidInput.inField(
                        "unit", "unit '%s' is not a unit's name".formatted(Printable.of(unit)));
            }
        }

        /** Whether only a journal can tell these apart. */
        public boolean isChosen() {
            return unit != null || level != null || since != null;
        }
    }

    /**
     * The lines of one file.
     *
     * @param path absolute, without {@code .} and {@code ..} in it
     */
    record OfFile(String path) implements LogSource {
        private static final int LONGEST = 4096;

        public OfFile {
            if (!path.startsWith("/") || path.length() > LONGEST || path.indexOf('\0') >= 0) {
                throw InvalidInput.inField(
                        "path", "file '%s' is not an absolute path".formatted(Printable.of(path)));
            }
            for (String part : path.split("/", -1)) {
                if (part.equals("..") || part.equals(".")) {
                    throw InvalidInput.inField(
                            "path",
                            "file '%s' has '%s' in its path".formatted(Printable.of(path), part));
                }
            }
        }
    }

    /** What the machine's agent itself tells. */
    record OfAgent() implements LogSource {}
}
