package io.labctl.catalog.name;

import java.util.Set;
import java.util.regex.Pattern;

/** How files are called that nobody wrote for their own sake. */
public final class LeftoverName {
    private static final Pattern OF_EDITORS =
            Pattern.compile(".*~|#.*#|\\.#.*|(?i:.*\\.(bak|orig|rej|swp|tmp))");

    private static final Set<String> OF_VERSION_CONTROL = Set.of(".git", ".hg", ".svn");

    private LeftoverName() {}

    /**
     * What editors and merges leave beside files, and where version control keeps its own.
     *
     * @param name without a slash
     */
    public static boolean is(String name) {
        return OF_EDITORS.matcher(name).matches() || OF_VERSION_CONTROL.contains(name);
    }
}
