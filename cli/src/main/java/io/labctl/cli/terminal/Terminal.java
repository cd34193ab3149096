package io.labctl.cli.terminal;

import io.labctl.catalog.session.TerminalSize;
import java.util.Map;
import java.util.Optional;

/** The terminal that a person sits at. */
public interface Terminal {
    /** Whether what is written to our standard output is seen on one. */
    boolean showsOutput();

    /** How large it is now; empty when we do not read from one. */
    Optional<TerminalSize> size();

    /** What programs have to know of it: TERM and the like. */
    Map<String, String> variables();

    /** Whether what we say on standard error is seen on one. */
    boolean showsErrors();

    /** Until it is closed, each key comes as it is, and nothing is shown by the terminal itself. */
    Listening raw();

    /** Until it is closed, this is run when the size has changed. */
    Listening resized(Runnable run);
}
