package io.labctl.cli;

import io.labctl.catalog.error.Conflict;
import io.labctl.catalog.error.Denied;
import io.labctl.catalog.error.InvalidInput;
import io.labctl.catalog.error.LabException;
import io.labctl.catalog.error.NotFound;
import io.labctl.catalog.error.Unavailable;
import java.util.LinkedHashMap;
import java.util.Map;

/** How labctl tells a script what became of a command. */
enum ExitCode {
    OK(0, "done"),
    FAILED(1, "refused by labd as things stand, a check failed, or the output cannot be written"),
    USAGE(2, "the command line, the config or a value is wrong"),
    NOT_FOUND(3, "there is no such thing"),
    DENIED(4, "not authenticated, or not allowed"),
    UNAVAILABLE(
            5,
            "labd or a server's agent cannot be reached or is too busy, or this machine lacks what the command needs");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    static ExitCode of(LabException e) {
        return switch (e) {
            case InvalidInput _ -> USAGE;
            case Denied _ -> DENIED;
            case NotFound _ -> NOT_FOUND;
            case Conflict _ -> FAILED;
            case Unavailable _ -> UNAVAILABLE;
        };
    }

    int number() {
        return number;
    }

    /** In order, for the help and the reference. */
    static Map<String, String> all() {
        var all = new LinkedHashMap<String, String>();
        for (ExitCode code : values()) {
            all.put(Integer.toString(code.number), code.meaning);
        }
        return all;
    }
}
