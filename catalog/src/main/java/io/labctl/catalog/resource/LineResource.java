package io.labctl.catalog.resource;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.name.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * One line of a text file; the other lines stay as they are, in any encoding.
 *
 * @param text the line without its end
 * @param matching a regular expression that is found in the line that this one replaces, or in the
 *     lines that go; null means the line that is equal
 * @param all whether several lines may match
 * @param after a regular expression: a new line comes after the first line in which it is found
 * @param before the same for before; where neither is found, a new line comes last
 * @param missing what a file that is not there means
 * @param backup whether the file as it was is kept on the machine
 * @param onlyReplaces whether no line is added where none matches
 */
public record LineResource(
        String path,
        String text,
        Presence ensure,
        @Nullable String matching,
        boolean all,
        @Nullable String after,
        @Nullable String before,
        MissingFile missing,
        boolean backup,
        boolean onlyReplaces)
        implements Resource {
    public static final String TYPE = "line";

    private static final int LONGEST_PATTERN = 1000;

    /** What becomes of a line where its file is not there. */
    public enum MissingFile {
        @JsonProperty("fail")
        FAIL,
        @JsonProperty("skip")
        SKIP,
        @JsonProperty("create")
        CREATE
    }

    public LineResource {
        Rules.absolutePath(path);
        if (text.isBlank() || text.codePoints().anyMatch(c -> c == '\n' || c == '\r' || c == 0)) {
            throw InvalidInput.inField(
                    "line", "line '%s' is not one line with a text".formatted(Printable.of(text)));
        }
        pattern("matching", matching);
        pattern("after", after);
        pattern("before", before);
        if (after != null && before != null) {
            throw InvalidInput.inField("after", "a line is put after or before another, not both");
        }
        if (all && matching == null) {
            throw InvalidInput.inField("all", "'all' needs 'matching'");
        }
        if (onlyReplaces && matching == null) {
            throw InvalidInput.inField("onlyReplace", "'onlyReplace' needs 'matching'");
        }
        if (onlyReplaces && missing == MissingFile.CREATE) {
            throw InvalidInput.inField(
                    "onlyReplace",
                    "a file that 'create' makes has no line that 'onlyReplace' takes");
        }
    }

    private static void pattern(String field, @Nullable String pattern) {
        if (pattern == null) {
            return;
        }
        if (pattern.length() > LONGEST_PATTERN) {
            throw InvalidInput.inField(
                    field, "pattern of '%s' is longer than %d".formatted(field, LONGEST_PATTERN));
        }
        try {
            Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw InvalidInput.inField(
                    field,
                    "'%s' is not a regular expression: %s"
                            .formatted(Printable.of(pattern), Printable.of(e.getDescription())),
                    e);
        }
    }

    /** By the file and the line, a tab of which is a blank here. */
    @Override
    @JsonIgnore
    public ResourceId id() {
        return new ResourceId(TYPE, path + ": " + text.replaceAll("\\p{Cntrl}", " "));
    }

    @Override
    @JsonIgnore
    public List<String> paths() {
        return List.of(path);
    }

    @Override
    @JsonIgnore
    public List<ResourceId> comesAfter() {
        var ids = new ArrayList<>(Rules.around(path, null, null));
        ids.add(file());
        return List.copyOf(ids);
    }

    /** The file that it is a line of, which must not have a content of its own in the catalog. */
    @JsonIgnore
    public ResourceId file() {
        return new ResourceId(FileResource.TYPE, path);
    }
}
